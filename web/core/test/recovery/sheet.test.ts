/** Replacing the recovery sheet: what the owner is told when it did not finish (S5). */

import { describe, expect, test } from "vitest";
import { ServerRefusal, Unreachable } from "../../src/base/errors.ts";
import { SheetPage } from "../../src/recovery/sheet.ts";
import type { PublicKeys } from "../../src/seal/keys.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const bakery = await openBakery();

/** A page whose leading tab fails with these errors in turn, then succeeds. */
function page(...errors: Error[]) {
  const told: PublicKeys[] = [];
  const leader = {
    sheetReplace: async (keys: PublicKeys) => {
      told.push(keys);
      const error = errors.shift();
      if (error !== undefined) throw error;
    },
  };
  return { sheet: new SheetPage(new Browser(new MemoryServer(bakery)).tab(), leader), told };
}

describe("a new sheet", () => {
  test("[S5] nothing is published before the owner has the sheet and says so", async () => {
    const { sheet, told } = page();
    const drawn = await sheet.draw();
    expect(drawn.groups.length).toBeGreaterThan(0);
    expect(told).toEqual([]);
    await drawn.publish();
    expect(told.length).toBe(1);
  });

  test.each([
    ["no answer", new Unreachable("")],
    ["a proxy's answer", new ServerRefusal("internal", true, "")],
    ["records that kept changing", new ServerRefusal("stale_record", true, "")],
    ["storage that failed afterwards", new Error("quota")],
  ])("[S5] after %s it may be in force: both are kept, and again is the same sheet", async (_, error) => {
    const { sheet, told } = page(error);
    const drawn = await sheet.draw();
    await expect(drawn.publish()).rejects.toBeInstanceOf(Unreachable);
    await drawn.publish();
    expect(told[1]).toEqual(told[0]);
  });

  test("[S5] only a final refusal says that the old one stays", async () => {
    const { sheet } = page(new ServerRefusal("forbidden", false, ""));
    await expect((await sheet.draw()).publish()).rejects.toBeInstanceOf(ServerRefusal);
  });
});
