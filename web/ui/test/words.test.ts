import { expect, test } from "vitest";
import { de } from "../src/i18n/de.ts";
import { en } from "../src/i18n/en.ts";
import { lang, preferred, speak, t } from "../src/i18n/speak.svelte.ts";

test("both catalogs say everything", () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(de).sort());
  for (const entry of [...Object.values(de), ...Object.values(en)]) {
    expect(typeof entry === "function" ? "said" : entry.trim()).not.toBe("");
  }
});

test("the language that is spoken answers", () => {
  speak("en", en);
  expect([lang(), t("send"), t("newMessages", 1), t("newMessages", 3)]).toEqual([
    "en",
    "Send",
    "1 new message",
    "3 new messages",
  ]);
  speak("de", de);
  expect([lang(), t("send"), t("newMessages", 3)]).toEqual(["de", "Senden", "3 neue Nachrichten"]);
});

test("[S4] one line says all that changed among the devices", () => {
  const change = { joined: 1, left: 2, link: true };
  expect(de.ownDevices(change)).toBe(
    "Ein weiteres Gerät gehört jetzt zu Ihrer Unterhaltung. 2 Geräte wurden aus Ihrer Unterhaltung entfernt. Der Rückkehr-Link ist jetzt ein anderer.",
  );
  expect(en.ownDevices({ ...change, joined: 0, link: false })).toBe(
    "2 devices were removed from your conversation.",
  );
  expect(de.teamDevices({ joined: 1, left: 0, link: false })).toBe("Das Team hat ein weiteres Gerät.");
  expect(de.teamDevices({ joined: 0, left: 1, link: false })).toBe("Ein Gerät des Teams wurde abgemeldet.");
});

test("the browser's first wish decides, and English serves everybody else", () => {
  expect(preferred(["de-AT", "en"])).toBe("de");
  expect(preferred(["en-US", "de"])).toBe("en");
  expect(preferred(["tr"])).toBe("en");
  expect(preferred([])).toBe("en");
});

test("states are the words that everything else looks for", () => {
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
