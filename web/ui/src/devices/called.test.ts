import { NOTHING } from "@tresen/core/described";
import { expect, test } from "vitest";
import { calledDevices, sortOf } from "./called.ts";

const numbered = (n: number) => `Gerät ${n}`;
const chrome = { ...NOTHING, browser: "Chrome", system: "Android" };

test("a device is called by its typed name, else by what it is, else by number", () => {
  const devices = [{ ...chrome, name: "Handy am Tresen" }, chrome, NOTHING];
  expect(calledDevices(devices, "de", numbered)).toEqual([
    "Handy am Tresen",
    "Chrome auf Android",
    "Gerät 3",
  ]);
});

test("two devices of the same name are told apart", () => {
  const devices = ["Handy", "handy", "Ｈandy", "Kasse"].map((name) => ({ ...NOTHING, name }));
  expect(calledDevices(devices, "de", numbered)).toEqual(["Handy", "handy (2)", "Ｈandy (3)", "Kasse"]);
});

test("what a device is, in both languages, as far as it said", () => {
  expect(sortOf(chrome, "en")).toBe("Chrome on Android");
  expect(sortOf({ ...chrome, browser: "" }, "de")).toBe("Android");
  expect(sortOf(NOTHING, "de")).toBe("");
});
