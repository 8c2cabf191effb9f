import { expect, test } from "vitest";
import { mistakesIn, type QuickReply, tidied } from "../../src/documents/quickreply.ts";
import * as usage from "../../src/documents/replyusage.ts";
import { CSV_CHARACTERS, CSV_REPLIES, csvText, readCsv, writeCsv } from "../../src/quickreplies/csv.ts";
import { cpuMs } from "../world/cpu.ts";

const HOURS: QuickReply = {
  shortcut: "zeiten",
  title: "Öffnungszeiten",
  textDe: "Von 6 bis 18 Uhr.",
  textEn: "From 6 to 18.",
  keywords: ["offen", "Uhrzeit"],
};
const said = (textDe: string, more: Partial<QuickReply> = {}): QuickReply => ({
  shortcut: "hallo",
  title: "hallo",
  textDe,
  textEn: "",
  keywords: [],
  ...more,
});
const lines = (text: string) => readCsv(text).mistakes?.map(({ line, code }) => [line, code]);

test.each([
  "=1+1",
  "+49 30",
  "-5",
  "@SUM(A1)",
  "\tx",
  "'=x",
  "''",
  'Sie sagte "ja"; und, nun',
  "zwei\nZeilen",
  "\ufeffx",
])("%j is written so that no spreadsheet runs it, and reads back", (textDe) => {
  const replies = [
    { ...HOURS, textDe },
    { ...HOURS, shortcut: "b" },
  ];
  const text = writeCsv(replies);
  const cells = (text.split("\r\n")[1] ?? "").split(";").map((cell) => cell.replace(/^"/, ""));
  for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t]/);
  expect(readCsv(text).replies).toEqual(replies);
});

test.each([
  ["short_code,content\nhallo,Guten Tag {{contact.name}} {{x.y}}", said("Guten Tag {{kunde}} {{x.y}}")],
  [
    "Shortcut;Message;Keywords\n/Hallo;Moin;gruss, tach",
    said("Moin", { title: "Hallo", keywords: ["gruss", "tach"] }),
  ],
  ["Kürzel\tNachricht\nhallo\tGuten Tag", said("Guten Tag")],
  ["Tastenkürzel;Nachricht;Schlüsselwörter\nhallo;Moin;tach", said("Moin", { keywords: ["tach"] })],
  ['\ufeffshortcut,text_de\r\nhallo,"Zwei\r\nZeilen, ""so"""\r\n', said('Zwei\nZeilen, "so"')],
  ["shortcut,text_de\rhallo,alte Zeilen\r", said("alte Zeilen")],
  ["text_de,shortcut,fremd\nx,hallo,weg", said("x")],
])("%j is read", (text, reply) => {
  expect(readCsv(text).replies).toEqual([reply]);
});

const FILE = 'Kürzel;Text\r\ngruß;"Schöne Grüße – 5 €"\r\n';
const WINDOWS = new Map([
  ["–", 0x96],
  ["€", 0x80],
]);
const in16 = (little: boolean): number[] =>
  [0xfeff, ...Array.from(FILE, (sign) => sign.charCodeAt(0))].flatMap((unit) =>
    little ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255],
  );
test.each([
  ["UTF-8", [...new TextEncoder().encode(FILE)]],
  ["UTF-8 with its mark", [0xef, 0xbb, 0xbf, ...new TextEncoder().encode(FILE)]],
  ["UTF-16 with its mark", in16(true)],
  ["UTF-16 with its mark, the other way round", in16(false)],
  ["Windows-1252", Array.from(FILE, (sign) => WINDOWS.get(sign) ?? sign.charCodeAt(0))],
])("a spreadsheet's file in %s is read with its umlauts", (_, bytes) => {
  const text = "Schöne Grüße – 5 €";
  expect(readCsv(csvText(Uint8Array.from(bytes))).replies).toEqual([
    said(text, { shortcut: "gruß", title: "gruß" }),
  ]);
});

test.each([
  ["", [[0, "empty"]]],
  ["shortcut,text_de\n", [[0, "empty"]]],
  ["a,b\n1,2", [[1, "columns"]]],
  ["shortcut,text_de\nx,\0", [[0, "nul"]]],
  ['shortcut,text_de\nx,"offen', [[2, "quote"]]],
  ['shortcut,text_de\nx,"a"b', [[2, "quote"]]],
  [
    "shortcut,text_de\nx,a\nx,b\n,c\nzwei wörter,d\ny,e,f",
    [
      [3, "twice"],
      [4, "missing"],
      [4, "missing"],
      [5, "shape"],
      [6, "cells"],
    ],
  ],
  ['shortcut,text_de\nx,"a\nb"\n\nx,b', [[5, "twice"]]],
  [`shortcut,text_de\n${"x,a\n".repeat(CSV_REPLIES + 1)}`, [[0, "too_many"]]],
  [`shortcut,text_de\nx,${"a".repeat(CSV_CHARACTERS)}`, [[0, "too_large"]]],
  [`shortcut,text_de\nx,${"a".repeat(200_000)}`, [[2, "too_long"]]],
])("every wrong line is named, and nothing is read", (text, mistakes) => {
  expect(lines(text)).toEqual(mistakes);
  expect(readCsv(text).replies).toBeNull();
});

test("a line of 100 MB is refused by its length alone", () => {
  const text = `shortcut,text_de\nx,${"a".repeat(100_000_000)}`;
  const begin = cpuMs();
  expect(lines(text)).toEqual([[0, "too_large"]]);
  expect(cpuMs() - begin).toBeLessThan(200);
});

test.each([
  [{ shortcut: "" }, "shortcut", "missing"],
  [{ shortcut: "a b" }, "shortcut", "shape"],
  [{ shortcut: "a".repeat(33) }, "shortcut", "too_long"],
  [{ title: " " }, "title", "missing"],
  [{ textDe: "", textEn: " " }, "textDe", "missing"],
  [{ textDe: "ä".repeat(3001) }, "textDe", "too_long"],
  [{ keywords: Array.from({ length: 17 }, (_, at) => `k${at}`) }, "keywords", "too_many"],
  [{ keywords: ["a,b"] }, "keywords", "shape"],
] as const)("%j cannot be saved", (wrong, field, code) => {
  expect(mistakesIn(tidied({ ...HOURS, ...wrong }))).toEqual([{ field, code }]);
});

test("[S9] counts of all devices are added up, whatever else stands there", () => {
  const stamp = { atMs: 0, device: new Uint8Array(16) };
  const fields = {
    one: "20783.abcdefgh.3 20784.abcdefgh.1",
    two: "20783.abcdefgh.2",
    odd: "x 1.short.2",
    n: 7,
  };
  const document = {
    fields: new Map(Object.entries(fields).map(([name, value]) => [name, { value, stamp }])),
    removed: null,
  };
  expect([...usage.countsIn(document, "none")]).toEqual([
    ["20783.abcdefgh", 5],
    ["20784.abcdefgh", 1],
  ]);
  expect([...usage.countsIn(document, "one")]).toEqual([["20783.abcdefgh", 2]]);
  expect(
    usage
      .countsIn({
        ...document,
        fields: new Map([["s", { value: usage.written("s", { "1.abcdefgh": 2 }).s, stamp }]]),
      })
      .get("1.abcdefgh"),
  ).toBe(2);
});
