import { expect, test } from "vitest";
import type { QuickReply } from "../../src/documents/quickreply.ts";
import { ReplyIndex } from "../../src/quickreplies/search.ts";
import { cpuMs } from "../world/cpu.ts";

const reply = (shortcut: string, more: Partial<QuickReply> = {}, uses = 0) => ({
  reply: { shortcut, title: "", textDe: "", textEn: "", keywords: [], ...more },
  uses,
});

const REPLIES = [
  reply("torte", { title: "Torte auf Bestellung", keywords: ["Geburtstagskuchen"] }, 3),
  reply("torte-anzahlung", { title: "Anzahlung" }, 9),
  reply("anfahrt", { title: "So finden Sie uns", textDe: "In der Hauptstraße 7." }, 5),
  reply("zeiten", { title: "Öffnungszeiten", textDe: "Von 6 bis 18 Uhr.", textEn: "From 6 to 18." }, 1),
  reply("weg", { textDe: "Bringen Sie die Torte mit." }, 99),
];
const found = (query: string, limit?: number) =>
  new ReplyIndex(REPLIES).find(query, limit).map((each) => each.reply.shortcut);

test.each([
  ["torte", ["torte", "torte-anzahlung", "weg"]],
  ["TORTE", ["torte", "torte-anzahlung", "weg"]],
  ["/torte", ["torte", "torte-anzahlung", "weg"]],
  ["anz", ["torte-anzahlung"]],
  ["strasse", ["anfahrt"]],
  ["straße", ["anfahrt"]],
  ["kuchen", ["torte"]],
  ["oeff", ["zeiten"]],
  ["off", ["zeiten"]],
  ["öff", ["zeiten"]],
  ["uhr 18", ["zeiten"]],
  ["from", ["zeiten"]],
  ["torte mit", ["weg"]],
  ["torte unsinn", []],
  ["to", ["torte-anzahlung", "torte", "weg", "zeiten"]],
])("%s finds %j, the best first", (query, shortcuts) => {
  expect(found(query)).toEqual(shortcuts);
});

test("without a query all are there, the most used first, at most as many as asked for", () => {
  expect(found("")).toEqual(["weg", "torte-anzahlung", "anfahrt", "torte", "zeiten"]);
  expect(found(" ", 2)).toEqual(["weg", "torte-anzahlung"]);
});

test("one of 1,000 replies is found in less than 16 ms a key", () => {
  const words = "Guten Tag vielen Dank für Ihre Nachricht wir haben Montag bis Freitag geöffnet Straße".split(
    " ",
  );
  const text = (at: number) =>
    Array.from({ length: 80 }, (_, each) => words[(at * 7 + each * 3) % words.length]).join(" ");
  const many = Array.from({ length: 1000 }, (_, at) =>
    reply(`antwort-${at}`, {
      title: `Antwort ${at}`,
      textDe: text(at),
      textEn: text(at + 1),
      keywords: ["eins", "zwei"],
    }),
  );
  const index = new ReplyIndex(many);
  const once = (query: string): number => {
    const begin = cpuMs();
    index.find(query, 50);
    return cpuMs() - begin;
  };
  // The best of ten tries: the first ones compile.
  for (const query of ["a", "an", "ant", "antw", "antwo", "antwort-77", "strasse", "xyz", "da", "dan"])
    expect(Math.min(...Array.from({ length: 10 }, () => once(query))), query).toBeLessThan(16);
});
