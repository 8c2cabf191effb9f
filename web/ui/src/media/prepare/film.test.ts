import { expect, test } from "vitest";
import { cleanFilm } from "./film.ts";

const text = (value: string): number[] => [...new TextEncoder().encode(value)];
const box = (name: string, ...body: readonly (readonly number[])[]): number[] => {
  const all = body.flat();
  const size = all.length + 8;
  return [...[size >> 24, size >> 16, size >> 8, size].map((each) => each & 255), ...text(name), ...all];
};
const bytesOf = async (blob: Blob | null) => [...new Uint8Array(await (blob as Blob).arrayBuffer())];
const words = (data: readonly number[]) => new TextDecoder("latin1").decode(Uint8Array.from(data));

const TIMES = [0, 0, 0, 0, 0xe3, 1, 2, 3, 0xe3, 1, 2, 3, 0, 0, 3, 0xe8];
const place = box("udta", box("\u00a9xyz".slice(0, 4), text("+52.5219+013.4132/")));
const film = (last: boolean): number[] => {
  const moov = box(
    "moov",
    box("mvhd", TIMES),
    box(
      "trak",
      box("tkhd", TIMES),
      box("mdia", box("mdhd", TIMES), box("hdlr", Array<number>(8).fill(0), text("vide"))),
      place,
    ),
    place,
    box("meta", text("com.apple.quicktime.make Apple")),
  );
  const mdat = box("mdat", text("PICTURES"));
  return [
    ...box("ftyp", text("mp42")),
    ...(last ? [...mdat, ...moov] : [...moov, ...mdat]),
    ...box("uuid", text("GoPro serial 123")),
  ];
};

test.each([true, false])(
  "a film loses place, maker and times, and nothing of it moves (description last: %s)",
  async (last) => {
    const data = film(last);
    const clean = await bytesOf(await cleanFilm(new Blob([Uint8Array.from(data)], { type: "video/mp4" })));
    expect(clean.length).toBe(data.length);
    expect(words(clean)).not.toMatch(/52\.5219|Apple|GoPro/);
    expect(words(clean)).not.toContain("\u00e3\u0001");
    expect(words(clean).indexOf("PICTURES")).toBe(words(data).indexOf("PICTURES"));
    // How long it is, is no secret.
    expect(words(clean)).toContain("\u0003\u00e8");
  },
);

test("a track that is neither picture nor sound goes, and what lies of it elsewhere", async () => {
  const number = (n: number) => [n >> 24, n >> 16, n >> 8, n].map((each) => each & 255);
  const none = [0, 0, 0, 0];
  const track = (sort: string, at: number) =>
    box(
      "trak",
      box("tkhd", TIMES),
      box(
        "mdia",
        box("mdhd", TIMES),
        box("hdlr", none, none, text(sort), text("GoPro MET")),
        box(
          "minf",
          box(
            "stbl",
            box("stsz", none, none, number(2), number(3), number(4)),
            box("stsc", none, number(1), number(1), number(2), number(1)),
            box("stco", none, number(1), number(at)),
          ),
        ),
      ),
    );
  const ftyp = box("ftyp", text("mp42"));
  const film = [
    ...ftyp,
    ...box("mdat", text("PICTURESPLACE52")),
    ...box("moov", track("vide", 24), track("meta", 28)),
  ];
  const clean = await bytesOf(await cleanFilm(new Blob([Uint8Array.from(film)])));
  expect(clean.length).toBe(film.length);
  expect(words(clean).slice(20, 35)).toBe("PICTURES\0\0\0\0\0\0\0");
  expect(words(clean)).not.toMatch(/GoPro|meta/);
});

test("of another format nothing is known, and nothing is claimed", async () => {
  expect(
    await cleanFilm(new Blob([Uint8Array.from([0x1a, 0x45, 0xdf, 0xa3, ...Array<number>(40).fill(0)])])),
  ).toBeNull();
  expect(await cleanFilm(new Blob([Uint8Array.from(text("no film at all"))]))).toBeNull();
});
