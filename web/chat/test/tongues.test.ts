import { clock, date, fetchRest, lang, locale, onlyBoth, speak, t } from "@tresen/ui";
import { callWords } from "@tresen/ui/calls/callwords";
import { kindWords } from "@tresen/ui/media/kindwords";
import { afterEach, describe, expect, test, vi } from "vitest";
import chooseLanguage, { followBrowser } from "../src/choose.ts";
import { speakIn } from "../src/language.ts";
import { besides, speakFurther, TONGUES } from "../src/tongues/list.ts";
import { ONLY_BOTH } from "../src/tongues/only.ts";
import { counted } from "../src/tongues/plural.ts";
import { words as later } from "../src/words/de.later.ts";
import { de as german } from "../src/words/de.ts";

const codes = Object.keys(TONGUES);
const preferring = (...languages: string[]) => vi.stubGlobal("navigator", { languages });

afterEach(() => {
  vi.unstubAllGlobals();
  speak("de", german);
});

/** Every text of a catalog with the way to it; functions are named, not called. */
function texts(catalog: unknown, way = ""): [string, string][] {
  if (typeof catalog === "string") return [[way, catalog]];
  if (typeof catalog === "function") return [[way, "()"]];
  return Object.entries(catalog as object).flatMap(([key, value]) => texts(value, `${way}.${key}`));
}
const ways = (catalog: unknown) => texts(catalog).map(([way]) => way);

/** What is only said to a team, which speaks German or English. */
const TEAMS = /(\.team|Team|\.cardAskHow|\.passkeyTroubles\.cancelled|\.handOver|\.nobodyToHand)$/;

describe.each(codes)("%s", (code) => {
  const parts = async () => {
    const tongue = TONGUES[code];
    if (!tongue) throw new Error(code);
    return { first: (await tongue.first()).first, rest: (await tongue.rest()).rest };
  };

  test("[interface] it says everything that German says, and nothing is empty but what only a team is told", async () => {
    const { first, rest } = await parts();
    expect(ways(first).sort()).toEqual(ways(german).sort());
    expect(ways(rest.later).sort()).toEqual(ways(later).sort());
    const { later: _, ...others } = rest;
    speak("de", german);
    expect(ways(others.calls).sort()).toEqual(ways(callWords()).sort());
    expect(ways(others.kinds).sort()).toEqual(ways(kindWords()).sort());
    const empty = texts({ first, rest }).filter(([, text]) => text.trim() === "");
    expect(empty.map(([way]) => way).filter((way) => !TEAMS.test(way))).toEqual([]);
  });

  test("[interface] nothing in it was left German", async () => {
    if (code === "de-simple") return;
    const { first, rest } = await parts();
    const said = new Map(texts({ first: german, rest: { later } }));
    // A word that two languages share is no sentence.
    const same = texts({ first, rest }).filter(([way, text]) => / \S+ /.test(text) && said.get(way) === text);
    expect(same).toEqual([]);
  });
});

test("[interface] who reads neither German nor English is told that automatic answers are in these two", async () => {
  expect(codes.filter((code) => code !== "de-simple" && !ONLY_BOTH[code])).toEqual([]);
  preferring("tr");
  await speakIn(["tr"]);
  expect(onlyBoth()).toBe(ONLY_BOTH.tr);
  await speakIn(["de"]);
  expect(onlyBoth()).toBeUndefined();
});

test("[interface] plurals take the form that the language has for the number", () => {
  const forms = { one: "# сообщение", few: "# сообщения", many: "# сообщений" };
  expect([1, 2, 5, 11, 21, 22, 25, 111].map((n) => counted("ru")(n, forms))).toEqual([
    "1 сообщение",
    "2 сообщения",
    "5 сообщений",
    "11 сообщений",
    "21 сообщение",
    "22 сообщения",
    "25 сообщений",
    "111 сообщений",
  ]);
  const arabic = { zero: "z#", one: "o#", two: "t#", few: "f#", many: "m#", other: "x#" };
  expect([0, 1, 2, 3, 10, 11, 99, 100, 1000].map((n) => counted("ar")(n, arabic))).toEqual([
    "z0",
    "o1",
    "t2",
    "f3",
    "f10",
    "m11",
    "m99",
    "x100",
    "x1,000",
  ]);
  const romanian = { one: "#o", few: "#f", other: "#x" };
  expect([1, 2, 19, 20, 101].map((n) => counted("ro")(n, romanian))).toEqual([
    "1o",
    "2f",
    "19f",
    "20x",
    "101f",
  ]);
  const polish = { one: "#o", few: "#f", many: "#m" };
  expect([1, 2, 5, 12, 22, 25].map((n) => counted("pl")(n, polish))).toEqual([
    "1o",
    "2f",
    "5m",
    "12m",
    "22f",
    "25m",
  ]);
  expect([0, 1, 2].map((n) => counted("fr")(n, { one: "#o", other: "#x" }))).toEqual(["0o", "1o", "2x"]);
  expect(counted("es")(1_000_000, { one: "#o", other: "#x" })).toBe("1.000.000x");
});

test("[interface] the first language that the page has is spoken, English if none", async () => {
  preferring("tr-TR", "de-DE");
  await speakFurther(["nl", "tr-TR", "de"]);
  expect([locale(), lang(), t("send")]).toEqual(["tr", "de", "Gönder"]);
  await speakIn(["nl-NL", "de-AT", "tr"]);
  expect([locale(), lang()]).toEqual(["de", "de"]);
  await speakIn(["nl", "xx"]);
  expect([locale(), lang()]).toEqual(["en", "en"]);
  await speakIn([]);
  expect(lang()).toBe("en");
});

test("[interface] what exists in German and English alone is read in the one that the browser names first", () => {
  preferring("tr", "en-GB", "de");
  expect(besides("tr")).toBe("en");
  preferring("tr", "de-DE", "en");
  expect(besides("tr")).toBe("de");
  preferring("tr");
  expect(besides("tr")).toBe("en");
  expect(besides("de-simple")).toBe("de");
});

test("[interface] later catalogs are German or English until they are there, and then the language's own", async () => {
  preferring("tr");
  await speakIn(["tr"]);
  expect(kindWords().photo).toBe("Photo");
  await fetchRest();
  expect(kindWords().photo).toBe("Fotoğraf");
  await speakIn(["de"]);
  expect(kindWords().photo).toBe("Foto");
});

test("[interface] dates and times are those of the language", async () => {
  preferring("tr");
  await speakIn(["tr"]);
  const at = Date.parse("2026-11-24T07:05:00Z");
  expect(date(at, "Europe/Berlin", locale())).toBe("24 Kasım 2026");
  expect(clock(at, "Europe/Berlin")).toBe("8:05");
});

test("[interface] the browser's languages are followed while the page is open, unless one was chosen here", async () => {
  let reworded = 0;
  const chat = { phase: "visit" as const, reword: () => void reworded++ };
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  preferring("tr-TR", "de");
  await followBrowser(chat);
  expect([locale(), lang(), reworded]).toEqual(["tr", "de", 1]);
  await chooseLanguage("pl", chat);
  preferring("en-GB");
  await followBrowser(chat);
  expect([locale(), reworded]).toEqual(["pl", 3]);
});

test("[interface] of two choices the last one counts, though its words are here first", async () => {
  preferring("de-DE");
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  const chat = { phase: "visit" as const, reword: () => {} };
  const first = chooseLanguage("uk", chat);
  await chooseLanguage("de", chat);
  await first;
  expect(locale()).toBe("de");
});
