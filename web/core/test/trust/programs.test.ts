import { describe, expect, it } from "vitest";
import { newDeviceKeys } from "../../src/seal/keys.ts";
import { devicePayload } from "../../src/seal/records.ts";
import { isProgramName, programSaid, readProgram } from "../../src/trust/programs.ts";
import { readDevice, readProgramSaid } from "../../src/wire/layouts.ts";

describe("programs of the team", () => {
  it("[S23] only nothing is a person", () => {
    expect([undefined, null].map(readProgram)).toEqual([null, null]);
    for (const odd of [false, 0, "", 7, [], {}, "program", new Uint8Array(3)])
      expect(readProgram(odd)).toEqual({ name: "", ai: true, may: [] });
  });

  it("[S23] what is said in a record is true, however empty it is: no row is taken for a person's", async () => {
    const device = await newDeviceKeys();
    for (const odd of [false, 0, "", 7, [], {}]) {
      expect(readProgramSaid([device.id, odd])[1]).toBeTruthy();
      expect(readDevice(devicePayload(device, "member", 2, odd)[1]).said).toBeTruthy();
    }
    expect(readProgramSaid([device.id, null])[1]).toBeNull();
    expect(readDevice(devicePayload(device, "member", 2)[1]).said).toBeUndefined();
  });

  it("[S23] a name that is shown is one line and hides nothing", () => {
    for (const name of [
      "Anna\n",
      "\u202eannA",
      "An\u200bna",
      " Anna",
      "Anna ",
      "x".repeat(41),
      "",
      "a\u2028b",
      7,
    ])
      expect(isProgramName(name)).toBe(false);
    expect(isProgramName("🥐".repeat(40))).toBe(true);
  });

  it("[S23] what is said is read back", () => {
    const program = { name: "Öffnungszeiten", ai: false, may: ["read", "send"] as const };
    expect(readProgram(programSaid(program))).toEqual(program);
  });
});
