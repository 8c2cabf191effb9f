// What somebody chose to send, while they look at it.

import type { NewFile } from "../port.svelte.ts";
import { cleaned, isFromCamera } from "./clean.ts";
import { cleanFilm } from "./film.ts";
import { type Edit, encoded, NotShown, type Prepared, preparePhoto, UNCHANGED } from "./image.ts";
import { safeName, safeType } from "./names.ts";

export interface Item {
  readonly id: number;
  readonly chosen: Blob;
  readonly name: string;
  readonly kind: NewFile["kind"];
  readonly edit: Edit;
  /** It was chosen as a file, and is sent byte by byte. */
  readonly asIs?: boolean;
  readonly caption: string;
  readonly alt: string;
  /** null: it is being made ready. */
  readonly ready: Ready | null;
}

export interface Ready extends Omit<Prepared, "preview"> {
  readonly preview: Uint8Array<ArrayBuffer> | null;
  readonly durationMs: number;
  /** What is to be said about it: it goes out as the device wrote it, or cannot be shown here. */
  readonly note: "heic" | "notShown" | "dirtyFilm" | "asIs" | null;
}

let ids = 0;

const PHOTO = /^image\//;
const FILM = /^video\//;
const HEIC = /\.(heic|heif)$/iu;

/** `asFile`: it was chosen as a file, and is sent as it is. */
export function itemOf(chosen: File, asFile: boolean): Item {
  const kind = asFile
    ? "file"
    : PHOTO.test(chosen.type) || HEIC.test(chosen.name)
      ? "photo"
      : FILM.test(chosen.type)
        ? "video"
        : "file";
  const words = { caption: "", alt: "" };
  return { id: ids++, chosen, name: chosen.name, kind, edit: UNCHANGED, asIs: asFile, ...words, ready: null };
}

/** What was taken back, ready as it was. */
export function itemAgain({ kind, data, name, caption = "", alt = "", ...it }: NewFile): Item {
  const ready: Ready = {
    data,
    type: it.type,
    width: it.width ?? 1,
    height: it.height ?? 1,
    preview: it.preview ?? null,
    durationMs: it.durationMs ?? 0,
    note: null,
  };
  return { id: ids++, chosen: data, name, kind, edit: UNCHANGED, caption, alt, ready };
}

/** Makes it ready. What this browser cannot show is sent as a file. */
export async function readied(item: Item): Promise<Item> {
  if (item.kind === "photo") {
    try {
      const photo = await preparePhoto(item.chosen, item.edit);
      return { ...item, ready: { ...photo, durationMs: 0, note: null } };
    } catch (error) {
      if (!(error instanceof NotShown)) throw error;
      return unseen(item);
    }
  }
  if (item.kind === "video") {
    const seen = await filmOf(item.chosen).catch(() => null);
    if (seen === null) return unseen(item);
    const clean = await cleanFilm(item.chosen);
    const ready = { ...plain(item, clean === null ? "dirtyFilm" : null), ...seen };
    return { ...item, ready: { ...ready, data: clean ?? item.chosen } };
  }
  if (item.asIs) return { ...item, ready: plain(item, (await isFromCamera(item.chosen)) ? "asIs" : null) };
  // Nobody said what it is: it was dropped, or has an ending that this system does not know.
  const clean = (await isFromCamera(item.chosen)) ? await cleaned(item.chosen) : null;
  return { ...item, ready: { ...plain(item, null), data: clean ?? item.chosen } };
}

/** What cannot be shown here goes out as a file, but not with what the camera wrote beside it, if that can be taken out. */
async function unseen(item: Item): Promise<Item> {
  const clean = await cleaned(item.chosen);
  const ready = plain(item, clean === null ? "heic" : "notShown");
  return { ...item, kind: "file", ready: { ...ready, data: clean ?? item.chosen } };
}

const plain = ({ chosen }: Item, note: Ready["note"]): Ready => ({
  data: chosen,
  type: chosen.type,
  width: 1,
  height: 1,
  preview: null,
  durationMs: 0,
  note,
});

const ENDINGS: Readonly<Record<string, string>> = {
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "video/webm": "webm",
  "video/quicktime": "mov",
  "video/mp4": "mp4",
};

/** As it is sent. A photo's own name would say when and with what it was taken. */
export function newFileOf(item: Item, ready: Ready): NewFile {
  const type = safeType(ready.type);
  const { kind, caption, alt } = item;
  const name =
    kind === "photo"
      ? `Foto.${ENDINGS[type] ?? "jpg"}`
      : kind === "video"
        ? `Video.${ENDINGS[type] ?? "mp4"}`
        : safeName(item.name);
  const { data, width, height, preview, durationMs } = ready;
  return {
    kind,
    data,
    type,
    name,
    width,
    height,
    preview,
    caption: caption.trim(),
    alt: alt.trim(),
    durationMs,
  };
}

const PATIENCE_MS = 8000;

/** Size, length and a small picture of a film, as far as this browser can play it. */
async function filmOf(data: Blob): Promise<Pick<Ready, "width" | "height" | "durationMs" | "preview">> {
  const url = URL.createObjectURL(data);
  const film = document.createElement("video");
  try {
    film.muted = true;
    film.playsInline = true;
    film.preload = "auto";
    film.src = url;
    await event(film, "loadeddata");
    // A recording of a browser does not say how long it is until its end was looked for.
    if (!Number.isFinite(film.duration)) {
      film.currentTime = 1e7;
      await event(film, "durationchange");
    }
    film.currentTime = Math.min(0.5, film.duration / 2);
    await event(film, "seeked");
    const { videoWidth: width, videoHeight: height } = film;
    if (width === 0) throw new NotShown("no picture");
    return { width, height, durationMs: Math.round(film.duration * 1000), preview: await poster(film) };
  } finally {
    film.removeAttribute("src");
    URL.revokeObjectURL(url);
  }
}

const event = (film: HTMLVideoElement, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NotShown("not in time")), PATIENCE_MS);
    film.addEventListener(
      name,
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
    film.addEventListener("error", () => reject(new NotShown("not played")), { once: true });
  });

async function poster(film: HTMLVideoElement): Promise<Uint8Array<ArrayBuffer> | null> {
  const scale = 64 / Math.max(film.videoWidth, film.videoHeight);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(film.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(film.videoHeight * scale));
  canvas.getContext("2d")?.drawImage(film, 0, 0, canvas.width, canvas.height);
  const small = await encoded(canvas, "image/jpeg", 0.6);
  return small.size <= 2900 ? new Uint8Array(await small.arrayBuffer()) : null;
}
