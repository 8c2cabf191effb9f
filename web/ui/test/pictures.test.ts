import { expect, test } from "vitest";
import { initials } from "../src/initials.ts";
import { pictureType } from "../src/picture.ts";

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
  expect(pictureType(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d))).toBe("image/png");
  expect(pictureType(Uint8Array.of(0xff, 0xd8, 0xff, 0xe0))).toBe("image/jpeg");
  expect(pictureType(Uint8Array.of(...text("RIFF"), 1, 2, 3, 4, ...text("WEBP")))).toBe("image/webp");
  expect(pictureType(text("<svg onload=alert(1)>"))).toBeNull();
  expect(pictureType(new Uint8Array())).toBeNull();
});
