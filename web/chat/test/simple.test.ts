import { readdirSync, readFileSync } from "node:fs";
import { date, fetchRest, lang, locale, onlyBoth, speak, t } from "@tresen/ui";
import { kindWords } from "@tresen/ui/media/kindwords";
import { afterEach, describe, expect, test, vi } from "vitest";
import { speakIn } from "../src/language.ts";
import { spokenFor, TONGUES } from "../src/tongues/list.ts";
import { de as german } from "../src/words/de.ts";

// German in plain words, "Leichte Sprache": how it is come by, and that its words are plain.

const browser = (...languages: string[]) => vi.stubGlobal("navigator", { languages });

afterEach(() => {
  vi.unstubAllGlobals();
  speak("de", german);
});

describe("[interface] German in plain words is chosen", () => {
  test("by its code alone: a browser that asks for German is answered in German", () => {
    expect(spokenFor(["de-simple"])).toBe("de-simple");
    expect(spokenFor(["de-simple", "de-DE"])).toBe("de-simple");
    expect(spokenFor(["de-DE", "de-simple"])).toBe("de");
    expect(spokenFor(["de"])).toBe("de");
  });

  test("and stays, where the browser's own languages stand behind the choice that was stored", async () => {
    browser("en-GB", "tr");
    await speakIn(["de-simple", "en-GB", "tr"]);
    expect(t("delivered")).toBe("angekommen");
  });

  test("first after German and English, by its own name", () => {
    expect(Object.entries(TONGUES)[0]).toMatchObject(["de-simple", { name: "Leichte Sprache" }]);
  });

  test("and left for German, though its words arrive after that", async () => {
    browser("de-DE");
    await speakIn(["de-simple"]);
    const late = fetchRest();
    await speakIn(["de"]);
    await late;
    expect(t("delivered")).toBe("zugestellt");
  });
});

test("[interface] German in plain words is German: dates, numbers, and what exists in German and English alone", async () => {
  browser("en-GB");
  await speakIn(["de-simple"]);
  expect([lang(), locale(), onlyBoth()]).toEqual(["de", "de", ""]);
  expect(date(Date.parse("2026-11-24T07:05:00Z"), "Europe/Berlin", locale())).toBe("24. November 2026");
  expect(Intl.getCanonicalLocales("de-simple")).toEqual(["de-simple"]);
  await fetchRest();
  expect(kindWords().voice).toBe("Sprach-Nachricht");
});

describe("[BFSG] German in plain words is plain", () => {
  const folder = new URL("../src/tongues/de-simple/", import.meta.url);
  const said = readdirSync(folder).flatMap((file) => textsIn(readFileSync(new URL(file, folder), "utf8")));
  const sentences = said.flatMap((text) => text.split(/(?<=[.?!:])\s+/));

  test("no sentence has more than 14 words", () => {
    expect(said.length).toBeGreaterThan(500);
    expect(sentences.filter((each) => each.split(/\s+/).length > 14)).toEqual([]);
  });

  test("nobody has to ask who does it: no passive, nothing that lets itself be done", () => {
    expect(sentences.filter((each) => /\b(wird|werden|wurden?|lässt sich|ließ sich)\b/i.test(each))).toEqual(
      [],
    );
  });

  test("no clause hangs on another one by a word that parts it, nor by a semicolon or a dash", () => {
    const hanging =
      /(, |^)(dass|weil|ob|wenn|damit|sobald|solange|während|obwohl|bevor|nachdem|falls)\b|, (der|die|das|dem|den|was|wer|wie)\b|;|–/i;
    expect(sentences.filter((each) => hanging.test(each))).toEqual([]);
  });

  test("numbers are digits, and nothing is shortened", () => {
    const words =
      /\b(zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf)\b|\b(z\. ?B\.|usw\.|bzw\.|ggf\.|inkl\.)/i;
    expect(sentences.filter((each) => words.test(each))).toEqual([]);
  });

  test("one thing has one name: nobody has Netz here, nor an Anschrift", () => {
    expect(
      sentences.filter((each) =>
        /\b(Netz|Anschrift|aufbewahr\w*|(?<!-)Mails?|Website|Webseite)\b/.test(each),
      ),
    ).toEqual([]);
  });
});

/** The texts in a file of a catalog; what is filled in counts as one word. */
function textsIn(source: string): string[] {
  const code = source.replace(/^import .*$|^\s*(\/\/|\/?\*).*$/gm, "");
  return [...code.matchAll(/"((?:[^"\\]|\\.)*)"|`((?:[^`\\$]|\\.|\$\{(?:[^{}`]|`[^`]*`)*\}|\$)*)`/g)]
    .map(([, plain, filled]) => plain ?? (filled ?? "").replace(/\$\{(?:[^{}`]|`[^`]*`)*\}/g, "X"))
    .filter((text) => text !== "");
}
