import { describe, expect, test } from "vitest";
import { PublicChain } from "../../src/trust/pinned.ts";
import { openBakery, signPublic } from "../world/bakery.ts";

const { records, chain, anna } = await openBakery();
const next = await signPublic(anna, chain, "profile", [{ name: "Sonnenschein" }]);
const other = await signPublic(anna, chain, "profile", [{ name: "Mondschein" }]);

describe("the pinned chain", () => {
  test("[S4] it grows by what is new; what is known already changes nothing", async () => {
    const pinned = await PublicChain.open(records);
    expect(await pinned.take(records.slice(2))).toBe(false);
    expect(await pinned.take([...records.slice(3), next])).toBe(true);
    expect(pinned.chain.rev).toBe(6);
    expect(pinned.records.length).toBe(6);
  });

  test("[S4] a number never goes down, and the same number with another hash is an alarm", async () => {
    const pinned = await PublicChain.open([...records, next]);
    await expect(pinned.takeWhole(records)).rejects.toMatchObject({ code: "stale_record" });
    await expect(pinned.take([other])).rejects.toMatchObject({ code: "stale_record" });
    expect(pinned.chain.profile?.name).toBe("Sonnenschein");
  });

  test("[S4] the same record live and by a page at once is taken once", async () => {
    const pinned = await PublicChain.open(records);
    const grown = await Promise.all([pinned.take([next]), pinned.take([...records.slice(3), next])]);
    expect(grown).toEqual([true, false]);
    expect(pinned.records).toHaveLength(6);
    await expect(PublicChain.open(pinned.records)).resolves.toBeDefined();
  });

  test("[S4] a hole is refused", async () => {
    const pinned = await PublicChain.open(records.slice(0, 3));
    await expect(pinned.take(records.slice(4))).rejects.toMatchObject({ code: "bad_record" });
  });
});
