import { describe, expect, test } from "vitest";
import { hoursIn, openWeekIn } from "./hours.ts";
import { type Facts, isPaper, LIMITS, type TextId, WEEKS } from "./kit.ts";
import { linksOf, NO_WAY } from "./links.ts";
import { textOf } from "./texts.ts";

const DAY = [
  ["06:00", "13:00"],
  ["14:00", "18:00"],
];
const HOURS = { weekly: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [["06:00", "12:00"]] } };
const SIGN = "https://tresen.example/sonnenschein#key=4D6T4M9FJMMDG0JMPR9FJEPAFZSH3P2R";
const LINKS = linksOf(SIGN, "7K3M2QXD", "WhatsApp");
const FACTS: Facts = {
  name: "Bäckerei Sonnenschein",
  street: "Sonnenallee 1",
  town: "12047 Berlin",
  phone: "030 1234567",
  week: openWeekIn(HOURS),
  address: "tresen.example/sonnenschein",
};
const BARE: Facts = { ...FACTS, street: "", town: "", phone: "", week: new Map() };
const TEXTS = WEEKS.flat().filter((id): id is TextId => !isPaper(id));
const LONG = "Donaudampfschifffahrtsgesellschaft ".repeat(3).slice(0, 80);
const FAR = linksOf(
  `https://${"nachrichten.".repeat(3)}handwerkskammer-beispiel.example/${"h".repeat(40)}#key=4D6T4M9FJMMDG0JMPR9FJEPAFZSH3P2R`,
  "7K3M2QXD",
  "Stammkunden, dritte Nachricht",
);

const LANGS = ["de", "en"] as const;
const every = TEXTS.flatMap((id) => LANGS.map((lang) => [id, lang] as const));

describe("the texts of the moving kit", () => {
  test.each(every)(
    "[moving] %s in %s says the name or leads to the page, and leaves nothing to fill in",
    (id, lang) => {
      for (const facts of [FACTS, BARE]) {
        const { text, fits } = textOf(id, lang, facts, LINKS);
        expect(fits).toBe(true);
        expect(text).toBe(text.trim());
        expect(text).not.toMatch(/undefined|null|NaN|\{|\}|\[|\]|<|>|_{2}|\.{2}|…/);
        expect(text).not.toMatch(/ {2}|\n\n|: ?\n?$|, ?$| [.,:!?](?:\s|$)|\(\)/);
      }
    },
  );

  test.each(every)(
    "[moving] %s in %s names its own way, and keeps the fingerprint where it is tapped",
    (id, lang) => {
      const { text } = textOf(id, lang, FACTS, LINKS);
      // Spoken aloud and beside a button there is no link in the text: it is copied by itself.
      if (id === "phone" || id === "google") expect(text).not.toContain("http");
      else if (id === "invoice") expect(text).toContain("tresen.example/sonnenschein#w=7K3M2QXD");
      else expect(text).toContain("#key=4D6T4M9FJMMDG0JMPR9FJEPAFZSH3P2R&w=7K3M2QXD");
    },
  );

  test.each(every)("[moving] %s in %s has no number that the profile has not", (id, lang) => {
    const { text } = textOf(id, lang, BARE, LINKS);
    expect(text.replace(/https\S+/g, "")).not.toMatch(/\d/);
    expect(textOf("google", lang, FACTS, LINKS).text).not.toContain("1234567");
  });

  test.each(every)("[moving] %s in %s fits with a very long name, host and handle", (id, lang) => {
    for (const name of [LONG, `${LONG}\n\u202e${LONG}`, "W".repeat(400)]) {
      const { text, limit, fits } = textOf(id, lang, { ...FACTS, name }, FAR);
      expect(fits).toBe(true);
      expect(text.length).toBeLessThanOrEqual(limit ?? 2000);
      expect(text).not.toMatch(/[\u202a-\u202e]/);
    }
  });

  test("[moving] what has a limit keeps it, and says more where there is room", () => {
    expect(LIMITS).toEqual({ wa_greeting: 200, wa_away: 200, wa_reply: 200, google: 1500 });
    expect(textOf("wa_greeting", "de", FACTS, LINKS).text).toBe(
      "Schön, dass Sie schreiben! Sie erreichen Bäckerei Sonnenschein jetzt hier, ohne App und ohne Nummer: https://tresen.example/sonnenschein#key=4D6T4M9FJMMDG0JMPR9FJEPAFZSH3P2R&w=7K3M2QXD&s=WhatsApp",
    );
    expect(textOf("wa_greeting", "de", { ...FACTS, name: LONG }, LINKS).text).toContain(
      "erreichen uns jetzt hier",
    );
  });

  test("[moving] a text that no form of fits says so", () => {
    const endless = linksOf(`https://${"a.".repeat(100)}example/sonne`, NO_WAY, "x");
    expect(textOf("wa_away", "de", FACTS, endless).fits).toBe(false);
  });

  test("[moving] a text has the same length before it has a way", () => {
    for (const id of TEXTS)
      expect(textOf(id, "de", FACTS, linksOf(SIGN, NO_WAY, "WhatsApp")).text.length).toBe(
        textOf(id, "de", FACTS, LINKS).text.length,
      );
  });

  test("[moving] the e-mail signature says what the profile says, line by line", () => {
    expect(textOf("email", "de", FACTS, LINKS).text.split("\n").slice(0, 4)).toEqual([
      "Bäckerei Sonnenschein",
      "Sonnenallee 1, 12047 Berlin",
      "Telefon 030 1234567",
      "Geöffnet Mo–Fr 6–13 und 14–18 Uhr, Sa 6–12 Uhr",
    ]);
    expect(textOf("email", "de", BARE, LINKS).text.split("\n")).toHaveLength(2);
  });

  test("[moving] the answering machine spells the address", () => {
    expect(textOf("phone", "de", FACTS, LINKS).text).toContain(
      "tresen Punkt example Schrägstrich sonnenschein",
    );
    expect(textOf("phone", "en", FACTS, LINKS).text).toContain("tresen dot example slash sonnenschein");
    expect(textOf("phone", "de", FACTS, LINKS).text).toContain(
      "Montag bis Freitag von 6 Uhr bis 13 Uhr und von 14 Uhr bis 18 Uhr",
    );
  });

  test("[UWG § 7] every message to regular customers says how to refuse more of them", () => {
    for (const id of TEXTS.filter((each) => each.startsWith("regulars"))) {
      expect(textOf(id, "de", FACTS, LINKS).text).toContain("antworten Sie kurz mit „Nein“");
      expect(textOf(id, "en", FACTS, LINKS).text).toContain("Just answer “no”");
    }
  });
});

describe("hours in a line", () => {
  test.each([
    [{ mon: [["09:30", "18:00"]] }, "Mo 9:30–18 Uhr", "Mon 9:30–18:00"],
    [{ mon: DAY, tue: DAY }, "Mo und Di 6–13 und 14–18 Uhr", "Mon and Tue 6:00–13:00 and 14:00–18:00"],
    [
      { fri: [["22:00", "02:00"]], sun: [["00:00", "24:00"]] },
      "Fr 22–2 Uhr, So 0–24 Uhr",
      "Fri 22:00–2:00, Sun 0:00–24:00",
    ],
    [{ mon: [["09:00", "12:00", "appointment"]] }, "", ""],
    [{ mon: "x", tue: [["9", "18"]], wed: [7, null, ["a"]] }, "", ""],
  ])("%j", (weekly, german, english) => {
    const week = openWeekIn({ weekly });
    expect([hoursIn(week, "de", "written"), hoursIn(week, "en", "written")]).toEqual([german, english]);
  });

  test("what is too much for a line is left out, and any value is no hours", () => {
    const fine = Object.fromEntries(
      ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day, at) => [day, [[`0${at}:15`, `1${at}:45`]]]),
    );
    expect(hoursIn(openWeekIn({ weekly: fine }), "de", "written")).toBe("");
    for (const value of [null, undefined, 7, "x", [], { weekly: 7 }, { weekly: null }])
      expect(openWeekIn(value).size).toBe(0);
  });
});
