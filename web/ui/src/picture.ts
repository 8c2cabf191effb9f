const SIGNS: readonly (readonly [string, readonly (number | null)[]])[] = [
  ["image/png", [0x89, 0x50, 0x4e, 0x47]],
  ["image/jpeg", [0xff, 0xd8, 0xff]],
  ["image/webp", [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50]],
];

/** The type of a picture by its first bytes; null for all that is not a plain bitmap (an SVG could carry script). */
export function pictureType(bytes: Uint8Array): string | null {
  const found = SIGNS.find(([, sign]) => sign.every((byte, i) => byte === null || bytes[i] === byte));
  return found ? found[0] : null;
}
