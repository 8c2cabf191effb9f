// What was opened, as addresses that this page alone can show. They end with the page, or when there are too many.

import type { FileRef } from "../rows.ts";
import { drop, opened } from "./opened.ts";
import type { Files } from "./port.svelte.ts";
import { claimedPixels, SHOWN_PIXELS } from "./prepare/claims.ts";
import { isShown } from "./shown.ts";

const MOST = 60;

export function urlOf(
  files: Files,
  file: FileRef,
  onprogress?: (done: number, of: number) => void,
): Promise<string> {
  const before = opened.get(file.blob);
  if (before) return before;
  const made = files.open(file, onprogress).then(async (data) => {
    // The type that the sender wrote never makes a page of it.
    const type = isShown(file.type) ? file.type : "application/octet-stream";
    if (type.startsWith("image/")) await requireShown(data);
    return URL.createObjectURL(data.slice(0, data.size, type));
  });
  opened.set(file.blob, made);
  made.catch(() => opened.delete(file.blob));
  if (opened.size > MOST) drop([...opened.keys()][0] ?? "");
  return made;
}

/** It is no picture, or claims more pixels than this device should hold. It can be downloaded. */
class NotShown extends Error {
  override readonly name = "NotShown";
}

async function requireShown(data: Blob): Promise<void> {
  const pixels = await claimedPixels(data);
  if (pixels === null || pixels > SHOWN_PIXELS) throw new NotShown("not a picture to be shown");
}

/** Stores a file under its own name. It is never opened in this page: it has no type by which a browser would. */
export async function download(files: Files, file: FileRef, name: string): Promise<void> {
  const data = await files.open(file);
  const url = URL.createObjectURL(data.slice(0, data.size, "application/octet-stream"));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
