import { expect, test } from "vitest";
import { de } from "../i18n/de.ts";
import { en } from "../i18n/en.ts";
import { speak } from "../i18n/speak.svelte.ts";
import { say } from "./written.ts";

const at = (text: string) => Date.parse(text);

test("written and sent, in both languages", () => {
  const [wrote, sent] = [at("2026-11-27T15:06:00Z"), at("2026-11-27T15:07:30Z")];
  speak("de", de);
  expect(say(wrote, sent, "Europe/Berlin", "de")).toBe("geschrieben 16:06, gesendet 16:07");
  speak("en", en);
  expect(say(wrote, sent, "Europe/Berlin", "en")).toBe("written 16:06, sent 16:07");
});

test("another day is named", () => {
  const [wrote, sent] = [at("2026-11-26T22:30:00Z"), at("2026-11-27T06:02:00Z")];
  speak("de", de);
  expect(say(wrote, sent, "Europe/Berlin", "de")).toBe("geschrieben 26. November, 23:30, gesendet 7:02");
});
