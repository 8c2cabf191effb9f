import { expect, test } from "vitest";
import { de } from "../src/i18n/de.ts";
import { en } from "../src/i18n/en.ts";
import { speak } from "../src/i18n/speak.svelte.ts";
import { firstBelow, messageOn, span } from "../src/reading/where.ts";
import { words } from "../src/reading/words.ts";
import type { Row } from "../src/rows.ts";
import { dayKey } from "../src/time.ts";

const dayOf = (ms: number) => dayKey(ms, "Europe/Berlin");
const at = (day: string) => Date.parse(`${day}T12:00:00+01:00`);

const said = (day: string): Row => ({
  type: "message",
  key: day,
  pos: 1,
  atMs: at(day),
  ours: true,
  by: null,
  content: { kind: "text", text: day },
  state: null,
  trouble: null,
});
const note = (day: string): Row => ({
  type: "note",
  key: `note ${day}`,
  atMs: at(day),
  name: "closed",
  text: null,
  person: null,
});

const rows = [said("2026-11-20"), note("2026-11-22"), said("2026-11-23"), said("2026-11-25")];
const keyOn = (day: string, older = false) => messageOn(rows, day, dayOf, older)?.key ?? null;

test("the first that ends below an edge is found among any number", () => {
  for (let count = 0; count < 20; count++)
    for (let edge = -5; edge < 10 * count + 15; edge += 5) {
      const ends = Array.from({ length: count }, (_, index) => 10 * (index + 1));
      const plain = ends.findIndex((end) => end > edge);
      expect(firstBelow(count, (index) => ends[index] ?? 0, edge)).toBe(plain < 0 ? count : plain);
    }
});

test("a date leads to its first message, or to the next day's that has one; entries are no messages", () => {
  expect(keyOn("2026-11-20")).toBe("2026-11-20");
  expect(keyOn("2026-11-22")).toBe("2026-11-23");
  expect(keyOn("2026-11-24")).toBe("2026-11-25");
  expect(keyOn("2020-01-01")).toBe("2026-11-20");
  expect(keyOn("2026-11-26")).toBeNull();
});

test("while there are older rows, a day counts as reached only when an earlier one is loaded", () => {
  expect(keyOn("2026-11-20", true)).toBeNull();
  expect(keyOn("2026-11-19", true)).toBeNull();
  expect(keyOn("2026-11-21", true)).toBe("2026-11-23");
  expect(messageOn([], "2026-11-21", dayOf, true)).toBeNull();
});

test("days are the business's, whatever the device's zone is", () => {
  const late = { ...said("2026-11-20"), atMs: Date.parse("2026-11-19T23:30:00Z") };
  expect(messageOn([late], "2026-11-20", dayOf, false)?.key).toBe("2026-11-20");
});

test("a date can be asked for between the first and the last message, as far as they are known", () => {
  const since = at("2026-10-01");
  expect(span(rows, since, true, dayOf)).toEqual({ min: "2026-10-01", max: "2026-11-25" });
  expect(span(rows, null, true, dayOf)).toEqual({ min: null, max: "2026-11-25" });
  expect(span(rows, since, false, dayOf)).toEqual({ min: "2026-11-20", max: "2026-11-25" });
  expect(span([], null, false, dayOf)).toEqual({ min: null, max: null });
});

test("both languages say everything, and one message as one", () => {
  speak("de", de);
  const german = words();
  expect([1, 3].map(german.newMessages)).toEqual(["1 neue Nachricht", "3 neue Nachrichten"]);
  speak("en", en);
  expect(Object.keys(words()).sort()).toEqual(Object.keys(german).sort());
  expect([1, 3].map(words().newMessages)).toEqual(["1 new message", "3 new messages"]);
});
