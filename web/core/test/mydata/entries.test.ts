import { beforeAll, expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { learnKinds } from "../../src/content/kinds.ts";
import type { StoredRow } from "../../src/model/row.ts";
import { entriesOf, fileIn, pathOf, plainPayload } from "../../src/mydata/entries.ts";
import { Kind } from "../../src/wire/frames.ts";

beforeAll(() => learnKinds());

const bytes = (n: number, size = 16) => new Uint8Array(size).fill(n);
const row = (pos: number, more: Partial<StoredRow> = {}): StoredRow => ({
  conversation: "c",
  pos,
  kind: Kind.message,
  atMs: 1000 + pos,
  device: "d",
  counter: pos,
  num: 1,
  hash: "h",
  prev: null,
  saw: null,
  party: "customer",
  person: null,
  spoken: true,
  doc: null,
  about: null,
  payload: { kind: "text", text: `T${pos}` },
  trouble: null,
  entry: null,
  ...more,
});
const file = {
  blob: bytes(1),
  key: bytes(2, 32),
  size: 3,
  hash: bytes(3, 32),
  type: "image/png",
  name: "k.png",
};
const nothing = { text: () => null, kept: [] };

test("[Art. 15] every field of every message is carried, of kinds that are not known too", () => {
  const payload = { kind: "later", deep: [{ a: bytes(1, 2) }], n: Number.NaN, t: true, nil: null };
  const [entry] = entriesOf([row(3, { payload, refers: "d.1", party: "team" })], nothing);
  expect(entry).toMatchObject({ pos: 3, at_ms: 1003, type: "message", from: "team", refers: "d.1" });
  expect(entry?.payload).toEqual({ kind: "later", deep: [{ a: "AQE" }], n: "NaN", t: true, nil: null });
  expect(() => JSON.stringify(entry)).not.toThrow();
});

test("the key of a file stays out of the package; its id, name and size are in it", () => {
  const said = JSON.stringify(plainPayload({ kind: "file", file }));
  expect(said).not.toContain(toBase64url(file.key));
  expect(said).toContain(toBase64url(file.blob));
  expect(said).toContain("k.png");
});

test("[S10] what could not be opened is an entry with its trouble, and brings no file", () => {
  const lost = row(4, { payload: null, trouble: "unreadable", party: null });
  expect(entriesOf([lost], nothing)).toEqual([
    { pos: 4, at_ms: 1004, type: "message", device: "d", counter: 4, trouble: "unreadable" },
  ]);
  expect(fileIn({ payload: { kind: "file", file }, trouble: "forged" })).toBeNull();
  expect(fileIn({ payload: { kind: "file", file }, trouble: null })?.name).toBe("k.png");
});

test("[L7] what is gone is a place without content; what must stay says until when", () => {
  const reading = { text: () => "Hallo", kept: [{ pos: 5, class: "letter", untilMs: 9 }] };
  const found = entriesOf(
    [
      row(1, { kind: Kind.record, payload: null }),
      row(2, { payload: null, entry: ["erased", "c", false] }),
      row(3, { kind: Kind.auto, payload: null, entry: ["greeting", 4] }),
      row(4, { kind: Kind.blocked, payload: null, entry: [true] }),
      row(5),
      row(5.001, { kind: Kind.assigned, entry: [1], payload: null }),
      row(6, { kind: 0, payload: null, entry: [] }),
      row(7, { kind: 99, payload: null, entry: [] }),
    ],
    reading,
  );
  expect(found.map(({ type }) => type)).toEqual([
    "record",
    "gone",
    "automatic",
    "blocked",
    "message",
    "other",
  ]);
  expect(found[2]).toMatchObject({ name: "greeting", text: "Hallo" });
  expect(found[4]).toMatchObject({ class: "letter", until_ms: 9 });
});

test.each([
  ["kuchen.jpg", "files/00012-kuchen.jpg"],
  ["../../etc/passwd", "files/00012-....etcpasswd.txt"],
  ["a:b*c?.txt ", "files/00012-abc.txt"],
  ["\u202Egpj.exe", "files/00012-gpj.exe.txt"],
  ["", "files/00012-file.txt"],
  [".jpg", "files/00012-file.jpg"],
  [`${"ä".repeat(119)}.`, `files/00012-${"ä".repeat(80)}.txt`],
  ["angebot.html", "files/00012-angebot.html.txt"],
  ["bild.SVG", "files/00012-bild.SVG.txt"],
  ["a.pdf.xhtml", "files/00012-a.pdf.xhtml.txt"],
  ["a.html .", "files/00012-a.html.txt"],
  ["lesen.PDF", "files/00012-lesen.PDF"],
])("a file's name leads nowhere else, and nothing runs it: %s", (name, path) => {
  expect(pathOf(12, name)).toBe(path);
  expect(pathOf(12, name)).toMatch(/^files\/[^/\\]+$/);
});

test("[S21] an invitation that a message answers is not in its payload: it holds keys", () => {
  const carried = {
    k: bytes(5),
    d: "417902",
    body: bytes(6, 300),
    signature: bytes(7, 64),
    take: bytes(8, 32),
  };
  const payload = { kind: "text", text: "Ja bitte", invitation: carried };
  expect(plainPayload(payload)).toEqual({ kind: "text", text: "Ja bitte" });
});
