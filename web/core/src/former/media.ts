/** Which files of an export are kept. Pure. */

/** How a file is kept. `photo`: without what the camera wrote into it. */
export type MediaKind = "photo" | "voice" | "document";

const TYPES: Readonly<Record<string, readonly [MediaKind, string]>> = {
  jpg: ["photo", "image/jpeg"],
  jpeg: ["photo", "image/jpeg"],
  png: ["photo", "image/png"],
  webp: ["photo", "image/webp"],
  opus: ["voice", "audio/ogg"],
  ogg: ["voice", "audio/ogg"],
  m4a: ["voice", "audio/mp4"],
  mp3: ["voice", "audio/mpeg"],
  aac: ["voice", "audio/aac"],
  pdf: ["document", "application/pdf"],
};
/** Stickers say little and are many. */
const STICKER = /^(?:STK-|\d+-STICKER-)/u;

/** One file at most; and all of a chat: films and what is larger are named, and stay in the export. */
export const MEDIA_BYTES = 16 * 1024 * 1024;
export const BUNDLE_BYTES = 24 * 1024 * 1024;

/** null: files of this name are not kept. */
export function mediaKind(name: string): { readonly kind: MediaKind; readonly type: string } | null {
  if (STICKER.test(name)) return null;
  const found = TYPES[/\.([a-z0-9]{1,5})$/iu.exec(name)?.[1]?.toLowerCase() ?? ""];
  return found === undefined ? null : { kind: found[0], type: found[1] };
}
