import { expect, test } from "vitest";
import { say } from "./written.ts";

const at = (text: string) => Date.parse(text);

test("written and sent, in both languages", async () => {
  const [wrote, sent] = [at("2026-11-27T15:06:00Z"), at("2026-11-27T15:07:30Z")];
  expect(await say(wrote, sent, "Europe/Berlin", "de")).toBe("geschrieben 16:06, gesendet 16:07");
  expect(await say(wrote, sent, "Europe/Berlin", "en")).toBe("written 16:06, sent 16:07");
});

test("another day is named", async () => {
  const [wrote, sent] = [at("2026-11-26T22:30:00Z"), at("2026-11-27T06:02:00Z")];
  expect(await say(wrote, sent, "Europe/Berlin", "de")).toBe(
    "geschrieben 26. November, 23:30, gesendet 7:02",
  );
});
