/** The picture that was shown last, ready to be shown again at once: by its bytes, because a profile is read anew with each change. */

type Picture = Uint8Array | null | undefined;

let kept: { readonly bytes: Uint8Array; readonly src: string } | null = null;

/** The address of a picture that is kept; null: it is not. */
export const keptPicture = (bytes: Picture): string | null =>
  kept && bytes?.length === kept.bytes.length && kept.bytes.every((byte, i) => byte === bytes[i])
    ? kept.src
    : null;

/** Keeps a picture. Returns its address; null for none that is shown. What reads and decodes it is fetched only where there is one. */
export async function keepPicture(bytes: Picture): Promise<string | null> {
  const known = keptPicture(bytes);
  if (known || !bytes) return known;
  const src = await (await import("./picture.ts").catch(() => null))?.decoded(bytes);
  if (!src) return null;
  // Where the one before is shown it stays; nothing new asks for it.
  if (kept) URL.revokeObjectURL(kept.src);
  kept = { bytes, src };
  return src;
}
