/**
 * The fragment of a frame's address without return links that nobody pasted in this frame. The website around it writes the address as it likes,
 * and would lead its visitors into a conversation of its own, whose keys it has (S22). `begin`: the first eight
 * characters of what was pasted.
 */
export const ownHash = (hash: string, begin: string | null): string =>
  hash
    .replace(/^#/, "")
    .split("&")
    .filter(
      (part) => !part.startsWith("return=") || (begin?.length === 8 && part.startsWith(`return=${begin}`)),
    )
    .join("&");
