import { describe, expect, test } from "vitest";
import { orientationIn, tiffOf } from "./exif.ts";
import { cleanProfile } from "./icc.ts";
import { formatOf, strip, Unclear } from "./strip.ts";
import { crc32, deflated, inflated } from "./zlib.ts";

type Bytes = Uint8Array<ArrayBuffer>;

const text = (value: string): number[] => [...new TextEncoder().encode(value)];
const bytes = (...parts: readonly (readonly number[] | Uint8Array)[]): Bytes =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
const segment = (marker: number, body: readonly number[]): number[] => {
  const length = body.length + 2;
  return [0xff, marker, length >> 8, length & 255, ...body];
};

const SECRETS = [
  "Apple",
  "Canon EOS",
  "Pixel 9",
  "samsung",
  "Anna",
  "52.5219",
  "xpacket",
  "Photoshop 3.0",
  "MakerNote",
];
/** Neither in letters nor as a thumbnail: does the file still say any of it? */
const told = (data: Uint8Array): string[] => {
  const all = new TextDecoder("latin1").decode(data);
  return [...SECRETS, "THUMBNAIL", "ftypmp42", "SECOND PICTURE"].filter((each) => all.includes(each));
};

const tiff = (orientation: number, maker: string): number[] => [
  ...tiffOf(orientation),
  ...text(`${maker}\0MakerNote\0GPS 52.5219\0THUMBNAIL`),
];
const exif = (orientation: number, maker: string) =>
  segment(0xe1, [...text("Exif\0\0"), ...tiff(orientation, maker)]);
const xmp = segment(0xe1, text("http://ns.adobe.com/xap/1.0/\0<?xpacket begin?><Creator>Anna</Creator>"));
const iptc = segment(0xed, text("Photoshop 3.0\x008BIM\x04\x04Anna"));
/** A screen's colour profile: in its header and in a text, whose it is. */
const profileOf = (words: string): Bytes => {
  const made = new Uint8Array(128 + 4 + 24 + 20 + 12);
  made.set(text("acsp"), 36);
  made.set([4], 8);
  made.set(text(words.slice(0, 4)), 48);
  made.set(
    [0, 0, 0, 2, ...text("rXYZ"), 0, 0, 0, 156, 0, 0, 0, 20, ...text("mmod"), 0, 0, 0, 176, 0, 0, 0, 12],
    128,
  );
  made.set([...text("XYZ "), 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ...text(words)], 156);
  return made;
};
const profile = profileOf("Anna samsung");
const cleanIcc = cleanProfile(profile) as Bytes;
const iccOf = (data: Bytes) => segment(0xe2, [...text("ICC_PROFILE\0"), 1, 1, ...data]);
const icc = iccOf(profile);
const mpf = segment(0xe2, text("MPF\0second picture: THUMBNAIL"));
const comment = segment(0xfe, text("samsung"));
const jfif = segment(0xe0, [...text("JFIF\0"), 1, 2, 0, 0, 72, 0, 72, 1, 1, 9, 9, 9]);
const adobe = segment(0xee, [...text("Adobe"), 0, 100, 0, 0, 0, 0, 1]);

const TABLES = [...segment(0xdb, [0, ...Array(64).fill(1)]), ...segment(0xc4, [0, ...Array(16).fill(0)])];
const frame = (marker: number) => segment(marker, [8, 0, 8, 0, 8, 1, 1, 0x11, 0]);
const SCAN = [...segment(0xda, [1, 1, 0, 0, 63, 0]), 0x12, 0xff, 0x00, 0x34, 0xff, 0xd3, 0x56];
const END = [0xff, 0xd9];
const PICTURE = [...TABLES, ...frame(0xc0), ...SCAN];

/** Files as phones and cameras of several makers write them. */
const CAMERAS: Readonly<Record<string, { readonly data: Bytes; readonly orientation: number }>> = {
  "a phone of Apple: EXIF first, portrait, two pictures": {
    data: bytes(
      [0xff, 0xd8],
      exif(6, "Apple"),
      xmp,
      icc,
      mpf,
      PICTURE,
      END,
      [0xff, 0xd8],
      text("SECOND PICTURE"),
      END,
    ),
    orientation: 6,
  },
  "a phone of Samsung: a film and the maker's notes behind the end": {
    data: bytes(
      [0xff, 0xd8],
      exif(8, "samsung"),
      PICTURE,
      comment,
      END,
      text("....ftypmp42 SEFH samsung Image_UTC_Data"),
    ),
    orientation: 8,
  },
  "a phone of Google: a motion photo, XMP in several segments": {
    data: bytes([0xff, 0xd8], jfif, exif(1, "Pixel 9"), xmp, xmp, PICTURE, END, text("....ftypmp42")),
    orientation: 1,
  },
  "a camera of Canon: progressive, several scans": {
    data: bytes(
      [0xff, 0xd8],
      exif(3, "Canon EOS"),
      iptc,
      adobe,
      TABLES,
      frame(0xc2),
      SCAN,
      TABLES,
      SCAN,
      END,
    ),
    orientation: 3,
  },
  "a program: JFIF with a thumbnail, IPTC, fill bytes": {
    data: bytes([0xff, 0xd8], jfif, iptc, comment, [0xff, 0xff], PICTURE, END),
    orientation: 1,
  },
};

describe("photos without what was written beside them", () => {
  test.each(Object.entries(CAMERAS))("%s", async (_, { data, orientation }) => {
    const { data: clean, type } = await strip(data);
    expect(type).toBe("image/jpeg");
    expect(told(clean)).toEqual([]);
    expect([...clean.slice(0, 2)]).toEqual([0xff, 0xd8]);
    expect([...clean.slice(-2)]).toEqual(END);
    const at = new TextDecoder("latin1").decode(clean).indexOf("Exif\0\0");
    expect(at < 0 ? 1 : orientationIn(clean.slice(at + 6))).toBe(orientation);
    // Cleaned again, nothing is left to take.
    expect((await strip(clean)).data).toEqual(clean);
  });

  test("the picture, its colours and its tables stay, byte by byte", async () => {
    const { data } = await strip(bytes([0xff, 0xd8], exif(1, "Apple"), icc, adobe, PICTURE, END));
    expect([...data.slice(2)]).toEqual([...iccOf(cleanIcc), ...adobe, ...PICTURE, ...END]);
    // Where nobody said JFIF, nobody says it now: the colours of such a picture may be mixed otherwise.
    const said = await strip(bytes([0xff, 0xd8], jfif, PICTURE, END));
    expect(new TextDecoder("latin1").decode(said.data.slice(6, 10))).toBe("JFIF");
  });

  test("of a colour profile the colours stay", () => {
    expect(told(profile)).toEqual(["samsung", "Anna"]);
    expect(told(cleanIcc)).toEqual([]);
    expect([...cleanIcc.slice(-20)]).toEqual([...profile.slice(156, 176)]);
    expect(cleanProfile(cleanIcc)).toEqual(cleanIcc);
    for (let length = 0; length < profile.length; length++)
      expect(cleanProfile(profile.slice(0, length))).toBeNull();
  });

  test.each([
    ["a frame", 0xc1],
    ["a table of codes", 0xc4],
    ["a table of steps", 0xdb],
    ["how Adobe mixes", 0xee],
  ])("what only pretends to be %s goes", async (_, marker) => {
    const fake = segment(marker, text("Adobe is where Anna lives: 52.5219"));
    expect(told((await strip(bytes([0xff, 0xd8], fake, PICTURE, END))).data)).toEqual([]);
  });

  test("[property] whatever is cut or changed, nothing is told or the file is refused", async () => {
    for (const { data } of Object.values(CAMERAS))
      for (let length = 2; length < data.length; length += 3) {
        try {
          expect(told((await strip(data.slice(0, length))).data)).toEqual([]);
        } catch (error) {
          expect(error).toBeInstanceOf(Unclear);
        }
      }
  });

  const chunk = (name: string, body: readonly number[]): number[] => [
    ...[body.length >> 24, body.length >> 16, body.length >> 8, body.length].map((each) => each & 255),
    ...text(name),
    ...body,
    ...sumOf(bytes(text(name), body)),
  ];
  const sumOf = (data: Bytes): number[] => {
    const sum = crc32(data);
    return [sum >>> 24, (sum >>> 16) & 255, (sum >>> 8) & 255, sum & 255];
  };
  const PNG = [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10];

  test("PNG: texts, times and EXIF go, also behind the end", async () => {
    const data = bytes(
      PNG,
      chunk("IHDR", [0, 1]),
      chunk("tEXt", text("Author\0Anna")),
      chunk("iTXt", text("XML:com.adobe.xmp xpacket")),
      chunk("eXIf", tiff(1, "Apple")),
      chunk("tIME", [7]),
      chunk("IDAT", [5, 6]),
      chunk("IEND", []),
      text("Canon EOS"),
    );
    expect([...(await strip(data)).data]).toEqual([
      ...PNG,
      ...chunk("IHDR", [0, 1]),
      ...chunk("IDAT", [5, 6]),
      ...chunk("IEND", []),
    ]);
    const turned = bytes(PNG, chunk("IHDR", [0]), chunk("eXIf", tiff(6, "Apple")), chunk("IEND", []));
    await expect(strip(turned)).rejects.toThrow(Unclear);
    const wrong = bytes(
      PNG,
      chunk("IHDR", [0]),
      [0, 0, 0, 1],
      text("IDAT"),
      [5, 1, 2, 3, 4],
      chunk("IEND", []),
    );
    await expect(strip(wrong)).rejects.toThrow(Unclear);
  });

  test("PNG: of its colour profile the colours stay", async () => {
    const said = (packed: Bytes) => chunk("iCCP", [...text("Anna's screen"), 0, 0, ...packed]);
    const png = (iccp: readonly number[]) =>
      bytes(PNG, chunk("IHDR", [0, 1]), iccp, chunk("IDAT", [5]), chunk("IEND", []));
    const { data } = await strip(png(said(deflated(profile))));
    expect([...data]).toEqual([...png(chunk("iCCP", [...text("icc"), 0, 0, ...deflated(cleanIcc)]))]);
    // What is no profile is left out.
    const bare = [...png([])];
    for (const packed of [bytes(text("no zlib")), deflated(bytes(text("no profile")))])
      expect([...(await strip(png(said(packed)))).data]).toEqual(bare);
  });

  test("what is packed is unpacked, up to a bound", async () => {
    for (const size of [0, 1, 65_535, 65_536, 200_000]) {
      const plain = Uint8Array.from({ length: size }, (_, i) => (i * 7) & 255);
      expect(await inflated(deflated(plain))).toEqual(plain);
    }
    expect(await inflated(deflated(new Uint8Array(4 * 1024 * 1024 + 1)))).toBeNull();
  });

  const riff = (name: string, body: readonly number[]): number[] => [
    ...text(name),
    ...[body.length & 255, body.length >> 8, 0, 0],
    ...body,
    ...(body.length % 2 ? [0] : []),
  ];
  const webp = (...chunks: readonly number[][]): Bytes => {
    const body = chunks.flat();
    return bytes(text("RIFF"), [(body.length + 4) & 255, (body.length + 4) >> 8, 0, 0], text("WEBP"), body);
  };

  test("WebP: EXIF and XMP go, and are no longer announced", async () => {
    const data = webp(
      riff("VP8X", [0x2c, 0, 0, 0, 1, 0, 0, 1, 0, 0]),
      riff("ICCP", [...profile]),
      riff("VP8 ", [1, 2, 3]),
      riff("EXIF", tiff(1, "Pixel 9")),
      riff("XMP ", text("xpacket Anna")),
    );
    const head = riff("VP8X", [0x20, 0, 0, 0, 1, 0, 0, 1, 0, 0]);
    expect((await strip(data)).data).toEqual(
      webp(head, riff("ICCP", [...cleanIcc]), riff("VP8 ", [1, 2, 3])),
    );
    await expect(strip(webp(riff("VP8 ", [1, 2, 3]), riff("Anna", text("Anna"))))).rejects.toThrow(Unclear);
  });

  test("GIF: comments and other programs' words go, the loop stays", async () => {
    const head = [...text("GIF89a"), 1, 0, 1, 0, 0, 0, 0];
    const loop = [0x21, 0xff, 11, ...text("NETSCAPE2.0"), 3, 1, 0, 0, 0];
    const wait = [0x21, 0xf9, 4, 0, 9, 0, 0, 0];
    const image = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x4c, 1, 0];
    const said = [0x21, 0xfe, 4, ...text("Anna"), 0];
    const other = [0x21, 0xff, 11, ...text("XMP DataXMP"), 7, ...text("xpacket"), 0];
    const data = bytes(head, loop, said, other, wait, image, [0x3b], text("samsung"));
    expect([...(await strip(data)).data]).toEqual([...head, ...loop, ...wait, ...image, 0x3b]);
  });

  test("what a file is, its first bytes say and not its name", async () => {
    expect(formatOf(bytes(text("<svg onload=alert(1)>")))).toBeNull();
    await expect(strip(bytes(text("%PDF-1.4")))).rejects.toThrow(Unclear);
  });
});
