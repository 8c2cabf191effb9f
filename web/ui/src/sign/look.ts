import { shownPicture } from "../picture.ts";
import type { SignColour } from "./colours.ts";

/** What a shop looks like on its sign: all of it is from the signed profile, but the colour. */
export interface SignLook {
  readonly name: string;
  /** What the code holds, with the fingerprint; nothing of it is sent anywhere. */
  readonly url: string;
  readonly words: readonly string[];
  readonly picture?: Uint8Array | null;
  readonly banner?: Uint8Array | null;
  readonly colour?: SignColour;
}

export const addressIn = (url: string): string => url.replace(/^https?:\/\//, "").replace(/#.*$/, "");

/** A picture inside a drawing that is saved as a file; null for what may not be shown. */
export function dataAddress(bytes: Uint8Array): string | null {
  const type = shownPicture(bytes);
  if (type === null) return null;
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return `data:${type};base64,${btoa(text)}`;
}

/** Saves a drawing as a file of its own. */
export function saveDrawing(drawing: string, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([drawing], { type: "image/svg+xml" }));
  link.download = name;
  link.click();
  // By then the browser has begun to save it.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** A drawing as a file of its own, so many millimetres wide and high; its pictures are inside. */
export function drawingOf(
  svg: SVGSVGElement,
  wide: number,
  high: number,
  pictures: ReadonlyMap<string, string>,
): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  copy.removeAttribute("class");
  copy.setAttribute("width", `${wide}mm`);
  copy.setAttribute("height", `${high}mm`);
  // The page's own policy forbids it data addresses, so they come in as text.
  let text = new XMLSerializer().serializeToString(copy);
  for (const [address, inside] of pictures) text = text.replaceAll(address, inside);
  return text;
}
