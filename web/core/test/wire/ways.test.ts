// [S3] Named links: what one says is read back, and nothing hostile in one does more than stand in the field.
import { describe, expect, test } from "vitest";
import { toCrockford } from "../../src/base/bytes.ts";
import { cameBy, wayField } from "../../src/content/way.ts";
import { WAY_SOURCE_CHARACTERS, WAY_TEXT_CHARACTERS } from "../../src/wire/generated.ts";
import { readFragment } from "../../src/wire/links.ts";
import { onPaper, readWay, sourceIn, textIn, wayUrl, withoutWay, withWayOf } from "../../src/wire/ways.ts";
import { everyText, expectLinear } from "../world/hostiletext.ts";
import { seeded } from "../world/seeded.ts";

const PRINT = new Uint8Array(20).fill(7);
const AT = { origin: "https://tresen.example", handle: "sonnenschein" };
const hashOf = (url: string) => new URL(url).hash;

describe("a link", () => {
  test("[S3] says what it was made of, and the fingerprint stays readable for every earlier client", () => {
    const way = {
      id: "7K3M2QXD",
      source: "Tisch 7",
      text: "Hallo, wir sitzen an Tisch 7\nund möchten 100 % & #1",
    };
    const hash = hashOf(wayUrl({ ...AT, print: PRINT, ...way }));
    expect(readWay(hash)).toEqual(way);
    expect(readFragment(hash)).toEqual({ type: "way", fingerprint: PRINT });
  });

  test("[S3] to be typed is short, and any spelling of its id is the same id", () => {
    expect(wayUrl({ ...AT, id: "7K3M2QXD" })).toBe("https://tresen.example/sonnenschein#w=7K3M2QXD");
    expect(readWay("#w=7k3m-2qxd")).toEqual({ id: "7K3M2QXD", source: "", text: "" });
    expect(readFragment("#w=7K3M2QXD")).toEqual({ type: "none" });
  });

  test("without any part is the address of the page", () => {
    expect(wayUrl(AT)).toBe("https://tresen.example/sonnenschein");
    expect(wayUrl({ ...AT, print: PRINT })).toMatch(/#key=[0-9A-Z]{32}$/);
  });

  test("[S3] of an earlier sign names no way", () => {
    expect(readWay("")).toBeNull();
    expect(readWay(hashOf(wayUrl({ ...AT, print: PRINT })))).toBeNull();
    expect(readWay("#w=short&s=%20%20&q=%0A&x=1")).toBeNull();
  });

  test("[S3] loses what names a way, and nothing else", () => {
    expect(withoutWay("#key=ABC&w=7K3M2QXD&s=Tisch%207&q=Hallo")).toBe("#key=ABC");
    expect(withoutWay("#w=7K3M2QXD")).toBe("");
    expect(withoutWay("#i=ABC&q=x&key=DEF")).toBe("#i=ABC&key=DEF");
    // However a name is written, and wherever it stands.
    for (const part of ["%71=Hallo", "%77=7K3M2QXD", "%73=A", "q", "%71", "q=a=b", "?q=x"]) {
      const left = withoutWay(`#key=ABC&${part}`);
      expect([part, readWay(left), readWay(withoutWay(`#${part}`))]).toEqual([part, null, null]);
      expect(left.startsWith("#key=ABC")).toBe(true);
    }
    expect(withoutWay("#key=ABC&%zz=1&qq=2&%2571=3")).toBe("#key=ABC&%zz=1&qq=2&%2571=3");
  });

  test("[S3] survives the check of the sign that is scanned on the page", () => {
    expect(withWayOf("#key=ABC", "#w=7K3M2QXD&q=Hallo")).toBe("#w=7K3M2QXD&q=Hallo&key=ABC");
    expect(withWayOf("#key=ABC&s=B", "#s=A")).toBe("#s=B&key=ABC");
    expect(withWayOf("#key=ABC", "")).toBe("#key=ABC");
    expect(withWayOf("#key=ABC", "#%71=Hallo")).toBe("#%71=Hallo&key=ABC");
  });

  test("[S3] that was sent is told from a sign that was scanned", () => {
    const key = `key=${toCrockford(PRINT)}`;
    const typeOf = (hash: string) => readFragment(hash).type;
    for (const way of ["w=7K3M2QXD", "s=Rechnung", "q=Hallo", "w"]) {
      expect(typeOf(`#${key}&${way}`)).toBe("way");
      expect(typeOf(withWayOf(`#${key}`, `#${key}&${way}`))).toBe("key");
    }
    const link = wayUrl({ ...AT, print: PRINT, id: "7K3M2QXD", source: "Tisch 7", text: "Hallo" });
    expect(typeOf(hashOf(link))).toBe("way");
    expect(typeOf(hashOf(onPaper(link)))).toBe("key");
    expect(readWay(hashOf(onPaper(link)))).toEqual(readWay(hashOf(link)));
    expect(onPaper(wayUrl({ ...AT, id: "7K3M2QXD" }))).toBe(wayUrl({ ...AT, id: "7K3M2QXD" }));
    expect(onPaper("https://tresen.example/hof")).toBe("https://tresen.example/hof");
    expect(typeOf(`#${key}`)).toBe("key");
    expect(typeOf("#w=7K3M2QXD")).toBe("none");
  });
});

describe("[S3] hostile parts", () => {
  test("a text is cut at its limit, whole signs, without controls and marks of direction", () => {
    expect([...textIn("😀".repeat(5000))].length).toBe(WAY_TEXT_CHARACTERS);
    expect(textIn("a\u202eb\u0000c\r\nd\u2028e\tf\u2066")).toBe("abc\nd\ne f");
    expect(textIn("<b>Hallo</b> 👨‍👩‍👧")).toBe("<b>Hallo</b> 👨‍👩‍👧");
    expect(textIn(" \n ")).toBe("");
    expect(textIn(7)).toBe("");
  });

  test("a source is one line and cut at its limit", () => {
    expect(sourceIn("Tisch\n7\u202e")).toBe("Tisch 7");
    expect(sourceIn('Laden“. Bitte „zahlen” "«jetzt»')).toBe("Laden. Bitte zahlen jetzt");
    expect([...sourceIn("ä".repeat(100_000))].length).toBe(WAY_SOURCE_CHARACTERS);
  });

  test("a fragment of 100 kB costs no more than its length", () => {
    const way = readWay(`#q=${"%F0%9F%98%80".repeat(8000)}&s=${"x".repeat(100_000)}&w=${"7".repeat(1000)}`);
    expect([...(way?.text ?? "")].length).toBe(WAY_TEXT_CHARACTERS);
    expect(way?.source.length).toBe(WAY_SOURCE_CHARACTERS);
    expect(way?.id).toBe("");
  });

  test.each(everyText())("of %s are read in linear time", (_name, make) => {
    expectLinear((text) => readWay(`#q=${encodeURIComponent(text.toWellFormed())}&s=${text}`), make);
  });

  test("[S3] whatever is made of random signs reads back as what is shown, also a second time", () => {
    const next = seeded(87);
    const signs = [
      "a",
      "Ü",
      " ",
      "\n",
      "\t",
      "\u202e",
      "😀",
      "&",
      "=",
      "#",
      "%",
      "+",
      "<",
      "\u200d",
      "\u0085",
      "“",
    ];
    const text = (most: number) =>
      Array.from({ length: Math.floor(next() * most) }, () => signs[Math.floor(next() * signs.length)]).join(
        "",
      );
    for (let round = 0; round < 300; round++) {
      const given = { id: "7K3M2QXD", source: text(60), text: text(700) };
      const read = readWay(hashOf(wayUrl({ ...AT, print: PRINT, ...given })));
      expect(read).toEqual({ id: given.id, source: sourceIn(given.source), text: textIn(given.text) });
      expect(read && readWay(hashOf(wayUrl({ ...AT, ...read })))).toEqual(read);
      expect(cameBy(wayField({ id: given.id, source: read?.source ?? "" }))).toEqual({
        id: given.id,
        source: read?.source,
      });
    }
  });
});

test("[S9] a payload's way of any other shape says nothing", () => {
  for (const field of [undefined, null, 7, "Tisch 7", [], {}, { source: 7 }, { id: "x", source: " " }])
    expect(cameBy(field)).toBeNull();
  expect(cameBy({ source: "Tisch\u202e 7", id: "7k3m2qxd", more: 1 })).toEqual({
    source: "Tisch 7",
    id: "7K3M2QXD",
  });
  expect(wayField({ id: "", source: "" })).toBeNull();
});
