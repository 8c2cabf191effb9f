import { expect, test } from "vitest";
import { initials } from "../src/initials.ts";
import { pictureSize, pictureType, shownPicture } from "../src/picture.ts";

test.each([
  ["Bäckerei Sonnenschein", "BS"],
  ["Dr. Maximiliane von Hohenstein-Bergmann", "MH"],
  ["Frau Krause", "K"],
  ["Kita Regenbogen e. V.", "KR"],
  ["özlem", "Ö"],
  ["von", "V"],
  ["🍞", ""],
  ["", ""],
])("initials of %j are %j", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test("a picture is what its bytes say, and an SVG is none", () => {
  const text = (s: string) => new TextEncoder().encode(s);
  expect(pictureType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a))).toBe("image/png");
  expect(pictureType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
  expect(pictureType(Uint8Array.of(...text("RIFF"), 1, 2, 3, 4, ...text("WEBP")))).toBe("image/webp");
  expect(pictureType(text("<svg onload=alert(1)>"))).toBeNull();
  expect(pictureType(new Uint8Array())).toBeNull();
});

const letters = (s: string) => new TextEncoder().encode(s);
const png = (...size: number[]) =>
  Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, ...letters("IHDR"), ...size);
const webp = (kind: string, ...rest: number[]) =>
  Uint8Array.of(...letters("RIFF"), 0, 0, 0, 0, ...letters(`WEBP${kind}`), 0, 0, 0, 0, ...rest);

test.each([
  ["PNG", png(0, 0, 1, 0, 0, 0, 0, 7), 256, 7],
  ["WebP, lossy", webp("VP8 ", 0x30, 0, 0, 0x9d, 1, 0x2a, 0, 1, 7, 0), 256, 7],
  ["WebP, lossless", webp("VP8L", 0x2f, 0xff, 0x80, 1, 0, 0, 0, 0, 0, 0), 256, 7],
  ["WebP, extended", webp("VP8X", 0, 0, 0, 0, 255, 0, 0, 6, 0, 0), 256, 7],
  [
    "JPEG",
    Uint8Array.of(0xff, 0xd8, 0xff, 0xe1, 0, 5, 1, 2, 3, 0xff, 0xff, 0xc2, 0, 17, 8, 0, 7, 1, 0, 3),
    256,
    7,
  ],
])("the size of a %s is read from its header", (_, bytes, width, height) => {
  expect(pictureSize(bytes)).toEqual({ width, height });
  for (let end = 0; end < bytes.length - 1; end++)
    expect(() => pictureSize(bytes.slice(0, end))).not.toThrow();
});

test("[I-10] a file of 24 bytes that claims a billion pixels is not shown", () => {
  expect(shownPicture(png(0, 0, 4, 0, 0, 0, 4, 0))).toBe("image/png");
  expect(shownPicture(png(0, 0, 4, 1, 0, 0, 4, 0))).toBeNull();
  expect(shownPicture(png(0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30))).toBeNull();
  expect(shownPicture(png(0, 0, 0, 0, 0, 0, 0, 1))).toBeNull();
  expect(shownPicture(png())).toBeNull();
});
