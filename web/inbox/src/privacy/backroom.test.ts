import type { Card, TeamNote } from "@tresen/core/api";
import { expect, test } from "vitest";
import { answerOf, itemsOf, pieceKey, piecesOf, struckIn } from "./backroom.ts";

const card = {
  name: "Gerda Krause",
  phone: null,
  email: null,
  address: null,
  note: "Mag Roggen. Ihr Sohn Max ist allergisch.",
  birthday: null,
  languages: ["de"],
  fields: new Map([["Stammplatz", "Fenster"]]),
  labels: ["a"],
  earlier: [],
} as Card;
const note = {
  key: "n1",
  parts: ["Fragt ", 2, " nach Max.\nKommt Freitag."],
  atMs: 5,
  editedMs: 7,
} as unknown as TeamNote;
const held = {
  card,
  notes: [note],
  later: [],
  former: [],
  nameOf: () => "Ben",
  labelName: () => "Stammkundin",
};

test("[D8] everything that the back room says is offered, piece by piece, and nothing else", () => {
  expect(itemsOf(held).map(({ key, pieces }) => [key, pieces])).toEqual([
    ["card.name", ["Gerda Krause"]],
    ["card.note", ["Mag Roggen. ", "Ihr Sohn Max ist allergisch."]],
    ["card.languages", ["de"]],
    ["card.Stammplatz", ["Fenster"]],
    ["label.a", ["Stammkundin"]],
    ["note.n1", ["Fragt @Ben nach Max.\n", "Kommt Freitag."]],
  ]);
});

test("pieces put together are the text", () => {
  for (const text of ["", "a", "A. B! C?\nD…", "  x \n\n y.", "z. B. so", "Ü… 1.5 kg. Ja"])
    expect(piecesOf(text).join("")).toBe(text);
});

test("[Art. 15(4)] what was struck is nowhere in the answer, and is counted", () => {
  const items = itemsOf(held);
  const struck = new Set(["card.note#1", "note.n1#0", "label.a#0", "gone#3"]);
  const answer = answerOf(items, struck, 9);
  expect(JSON.stringify(answer)).not.toMatch(/Max|Ben|Stammkundin/);
  expect(answer.struck).toBe(3);
  expect(struckIn(items, struck)).toBe(3);
  expect(answer.notes).toEqual([{ at_ms: 5, edited_ms: 7, text: "[…]\nKommt Freitag." }]);
  expect(answer.card).toContainEqual({ field: "note", value: "Mag Roggen. […]" });
  expect(answer.labels).toEqual([]);
});

test("nothing struck: every word is in the answer", () => {
  const items = itemsOf(held);
  const answer = JSON.stringify(answerOf(items, new Set(), 9));
  for (const item of items)
    for (const [at, piece] of item.pieces.entries()) {
      expect(answer).toContain(JSON.stringify(piece).slice(1, -1));
      expect(pieceKey(item, at)).toMatch(/#\d+$/);
    }
});

test("[Art. 15] a former chat is counted among the notes: where it was held, when and how much", () => {
  const text = "Chat bei WhatsApp, 1. bis 12. November 2025: 4 Nachrichten, 1 Datei.";
  const items = itemsOf({ ...held, notes: [], former: [{ key: "f", atMs: 9, text }] });
  expect(answerOf(items, new Set(), 1).notes).toEqual([{ at_ms: 9, text }]);
});
