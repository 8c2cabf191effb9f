import { expect, test } from "vitest";
import { de } from "../src/i18n/de.ts";
import { en } from "../src/i18n/en.ts";
import { preferred } from "../src/i18n/preferred.ts";
import { lang, speak, t } from "../src/i18n/speak.svelte.ts";

test("both catalogs say everything", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(de).sort());
  for (const entry of [...Object.values(de), ...Object.values(en)]) {
    expect(typeof entry === "function" ? "said" : entry.trim()).not.toBe("");
  }
});

test("a language that the browser asks for is chosen", () => {
  speak("en", en);
  expect([lang(), t("send")]).toEqual(["en", "Send"]);
  speak("de", de);
  expect([lang(), t("send")]).toEqual(["de", "Senden"]);
});

test("the browser's first known language decides; English serves everybody else", () => {
  expect(preferred(["de-AT", "en"])).toBe("de");
  expect(preferred(["en-US", "de"])).toBe("en");
  expect(preferred(["tr"])).toBe("en");
  expect(preferred(["tr", "de-DE", "en"])).toBe("de");
  expect(preferred([])).toBe("en");
});

test("states are the words that people and tests look for", () => {
  expect([de.sending, de.sent, de.delivered, de.read, de.failed]).toEqual([
    "wird gesendet",
    "gesendet",
    "zugestellt",
    "gelesen",
    "nicht gesendet",
  ]);
  expect([en.sending, en.sent, en.delivered, en.read, en.failed]).toEqual([
    "sending",
    "sent",
    "delivered",
    "read",
    "not sent",
  ]);
});
