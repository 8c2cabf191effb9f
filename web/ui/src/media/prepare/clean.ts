// What a camera wrote beside its pictures, taken out of whatever is known to hold such notes, without anything being decoded.

import { cleanFilm } from "./film.ts";
import { cleanHeif } from "./heif.ts";
import { formatOf, strip, Unclear } from "./strip.ts";
import { isWebm } from "./webm.ts";

/** A picture that is larger than this is not read into memory. */
const MOST = 120 * 1024 * 1024;

/** Pictures, films and what else cameras write, by its first bytes. */
export async function isFromCamera(file: Blob): Promise<boolean> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  return (
    formatOf(head) !== null || isWebm(head) || /^(ftyp|moov|wide|mdat)$/.test(nameIn(head)) || isTiff(head)
  );
}

const nameIn = (head: Uint8Array): string => String.fromCharCode(...head.subarray(4, 8));
const isTiff = ([a, b, c, d]: Uint8Array): boolean =>
  (a === 0x49 && b === 0x49 && c === 0x2a && d === 0) || (a === 0x4d && b === 0x4d && c === 0 && d === 0x2a);

/** null: it is of a sort of which nothing is known, or cannot be read. */
export async function cleaned(file: Blob): Promise<Blob | null> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  if (formatOf(head) === null) return (await cleanHeif(file)) ?? (await cleanFilm(file));
  if (file.size > MOST) return null;
  try {
    const { data, type } = await strip(new Uint8Array(await file.arrayBuffer()));
    return new Blob([data], { type });
  } catch (error) {
    if (error instanceof Unclear) return null;
    throw error;
  }
}
