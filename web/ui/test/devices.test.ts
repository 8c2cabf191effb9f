import { expect, test } from "vitest";
import { sayDevices } from "../src/devices/say.ts";

const change = (joined: number, left: number, link = false) => ({ joined, left, link });

test("[S4] one line says everything that one record changed among the devices", async () => {
  expect(await sayDevices("devices", change(1, 2, true), "de", false)).toBe(
    "Ein weiteres Gerät gehört jetzt zu Ihrer Unterhaltung. 2 Geräte wurden aus Ihrer Unterhaltung entfernt. Der Rückkehr-Link ist jetzt ein anderer.",
  );
  expect(await sayDevices("devices", change(0, 2), "en", false)).toBe(
    "2 devices were removed from your conversation.",
  );
  expect(await sayDevices("devices", change(1, 0), "de", true)).toBe("Ein weiteres Gerät kam dazu.");
  expect(await sayDevices("team", change(1, 0), "de", false)).toBe("Das Team hat ein weiteres Gerät.");
  expect(await sayDevices("team", change(0, 1), "de", true)).toBe("Ein Gerät eures Teams wurde abgemeldet.");
});
