import { describe, expect, test } from "vitest";
import type { Chain } from "../../src/trust/chain.ts";
import { extend } from "../../src/trust/chain.ts";
import { PublicChain } from "../../src/trust/pinned.ts";
import { signProfile } from "../../src/trust/publication.ts";
import type { Signed } from "../../src/wire/layouts.ts";
import { NOON, openBakery, signPublic } from "../world/bakery.ts";

const { records, chain, anna } = await openBakery();
const next = await signPublic(anna, chain, "profile", [{ name: "Sonnenschein" }]);
const other = await signPublic(anna, chain, "profile", [{ name: "Mondschein" }]);

describe("the pinned chain", () => {
  test("[S4] it grows by new records; known ones change nothing", async () => {
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

  test("[S4] the same record, arriving live and in a page at once, is stored once", async () => {
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

describe("superseded profiles", () => {
  /** Profiles one after the other on top of the bakery's chain, each with all of its contents. */
  async function edits(...names: string[]): Promise<Signed[]> {
    const made: Signed[] = [];
    let after: Chain = chain;
    for (const name of names) {
      const signed = await signProfile(anna, after, { name, picture: new Uint8Array([made.length]) }, NOON);
      made.push(signed);
      after = await extend(after, signed);
    }
    return made;
  }

  test("[S14] a first visit does without them", async () => {
    const [, , last] = await edits("one", "two", "three");
    const pinned = await PublicChain.open([...records, last as Signed]);
    expect(pinned.chain.rev).toBe(8);
    expect(pinned.chain.profile?.name).toBe("three");
  });

  test("[S4] a device that has seen the chain is shown every later record", async () => {
    const [first, , last] = (await edits("one", "two", "three")) as [Signed, Signed, Signed];
    const pinned = await PublicChain.open([...records, first]);
    await expect(pinned.takeWhole([...records, last])).rejects.toMatchObject({ code: "bad_record" });
    expect(pinned.chain.profile?.name).toBe("one");
  });

  test("[S4] a record that was left out is no alarm when it comes", async () => {
    const all = await edits("one", "two", "three");
    const pinned = await PublicChain.open([...records, all[2] as Signed]);
    expect(await pinned.take([...records, ...all])).toBe(false);
  });

  test("[S14] another text, another picture, or none: refused", async () => {
    const [last] = (await edits("one")) as [Signed];
    const [other] = (await edits("two")) as [Signed];
    for (const changed of [
      { text: other.text },
      { picture: new Uint8Array([9]) },
      { text: null },
      { picture: null },
    ])
      await expect(PublicChain.open([...records, { ...last, ...changed } as Signed])).rejects.toMatchObject({
        code: "bad_record",
      });
  });

  test("[S14] an earlier profile's text is accepted at its place, a forged one is not", async () => {
    const [first, second, last] = (await edits("one", "two", "three")) as [Signed, Signed, Signed];
    const pinned = await PublicChain.open([...records, last]);
    await pinned.takeProfiles([{ ...second, picture: null }]);
    expect(pinned.chain.profiles.get(7)?.name).toBe("two");
    expect(pinned.chain.profile?.name).toBe("three");
    const forged = { ...first, signature: second.signature };
    await expect(pinned.takeProfiles([forged])).rejects.toMatchObject({ code: "bad_signature" });
    expect(pinned.chain.profiles.has(6)).toBe(false);
  });
});
