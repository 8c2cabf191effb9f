import { describe, expect, test } from "vitest";
import { automaticText } from "../../src/content/automatic.ts";

const BAKERY = {
  name: "Bäckerei Sonnenschein",
  time_zone: "Europe/Berlin",
  hours: { time_zone: "Europe/Berlin" },
  greeting: { on: true, text: { de: "Willkommen bei {business}!", en: "Welcome to {business}!" } },
  away: {
    when: "outside",
    text: {
      lunch: { de: "Mittagspause – wir sind {opening} zurück.", en: "Lunch break – back {opening}." },
      evening: { de: "Wir öffnen {opening}.", en: "We open {opening}." },
    },
  },
};
const at = (time: string) => Date.parse(time);
const TUESDAY = at("2026-11-24T18:30:00+01:00");

describe("automatic answers", () => {
  test("[S14] the words come from the profile, in the event's language, else in the other", () => {
    expect(automaticText(BAKERY, "greeting", "de", TUESDAY, null)).toBe(
      "Willkommen bei Bäckerei Sonnenschein!",
    );
    expect(automaticText(BAKERY, "greeting", "en", TUESDAY, null)).toBe("Welcome to Bäckerei Sonnenschein!");
    expect(automaticText(BAKERY, "away.lunch", "fr", TUESDAY, null)).toBe(
      "Mittagspause – wir sind bald zurück.",
    );
    expect(automaticText({ greeting: { text: { en: "Hi" } } }, "greeting", "de", 0, null)).toBe("Hi");
  });

  test("[S14] the opening is told in the business's time zone", () => {
    const say = (language: string, opening: string) =>
      automaticText(BAKERY, "away.evening", language, TUESDAY, at(opening));
    expect(say("de", "2026-11-24T19:05:00+01:00")).toBe("Wir öffnen heute um 19:05.");
    expect(say("de", "2026-11-25T06:00:00+01:00")).toBe("Wir öffnen morgen um 6:00.");
    expect(say("en", "2026-11-25T06:00:00+01:00")).toBe("We open tomorrow at 6:00.");
    expect(say("de", "2026-12-04T06:00:00+01:00")).toBe("Wir öffnen Freitag, 4. Dezember, um 6:00.");
    expect(say("en", "2026-12-04T06:00:00+01:00")).toBe("We open Friday, 4 December, at 6:00.");
    expect(say("de", "2027-11-26T06:00:00+01:00")).toBe("Wir öffnen Freitag, 26. November 2027, um 6:00.");
    const sydney = { ...BAKERY, hours: { time_zone: "Australia/Sydney" } };
    expect(automaticText(sydney, "away.evening", "de", TUESDAY, at("2026-11-24T20:00:00Z"))).toBe(
      "Wir öffnen heute um 7:00.",
    );
  });

  test("[S14] a text that the profile lacks cannot be displayed; odd values break nothing", () => {
    expect(automaticText(BAKERY, "away.holiday", "de", TUESDAY, null)).toBeNull();
    expect(automaticText(BAKERY, "name", "de", TUESDAY, null)).toBeNull();
    const braces = "{toString} {{constructor}} {__proto__} {opening}";
    expect(automaticText({ greeting: { text: { de: braces } } }, "greeting", "de", 0, null)).toBe(
      "{toString} {{constructor}} {__proto__} bald",
    );
    expect(automaticText({ greeting: 7 }, "greeting", "de", TUESDAY, null)).toBeNull();
    expect(
      automaticText({ ...BAKERY, hours: 3, time_zone: "Mars" }, "away.evening", "de", TUESDAY, 2 ** 62),
    ).toBe("Wir öffnen bald.");
    expect(
      automaticText({ greeting: { text: { de: "{nichts} {opening}" } } }, "greeting", "de", 0, null),
    ).toBe("{nichts} bald");
  });
});
