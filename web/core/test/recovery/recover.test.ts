import { beforeEach, describe, expect, test } from "vitest";
import { type Bytes, fromBase64url, toBase64url, toCrockford } from "../../src/base/bytes.ts";
import { Unreachable, WrongSheet } from "../../src/base/errors.ts";
import type { OutboxRow } from "../../src/model/outbox.ts";
import { Recovery } from "../../src/recovery/recover.ts";
import { type DeviceKeys, newDeviceKeys, paperKeys } from "../../src/seal/keys.ts";
import { newSheetSecret, sheetGroups } from "../../src/seal/sheet.ts";
import { wrapTeamKey } from "../../src/seal/team.ts";
import { INBOX_STORE, openStore, readState, SETUP_STORE } from "../../src/store/database.ts";
import { activeDevice, type Chain, currentTeam, fold } from "../../src/trust/chain.ts";
import { withCurrentKey, withNextKey } from "../../src/trust/publication.ts";
import { TeamRing } from "../../src/trust/teamkeys.ts";
import { signedJson } from "../../src/wire/http.ts";
import type { Signed } from "../../src/wire/layouts.ts";
import { type Bakery, devicePayload, openBakery, signPublic } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer, Refusal } from "../world/server.ts";

type Json = Record<string, unknown>;
interface Wrap {
  readonly n: number;
  readonly to: string;
  readonly wrap: string;
}

/** The server's side of public records and team keys. */
class Office {
  readonly server: MemoryServer;
  readonly bakery: Bakery;
  chain: Chain;
  readonly records: Signed[];
  readonly wraps: Wrap[] = [];
  posts = 0;
  losing = false;

  constructor(bakery: Bakery) {
    this.bakery = bakery;
    this.chain = bakery.chain;
    this.records = [...bakery.records];
    this.server = new MemoryServer(bakery);
    this.server.office = async (method, path, body, device) => {
      const [call = "", query = ""] = path.split("?");
      if (call.startsWith("/businesses/")) return this.#after(0);
      if (device === null) return new Refusal("not_welcome");
      if (call === "/records" && method === "POST") return this.#publish(body);
      if (call === "/records") return this.#after(Number(query.split("=")[1]));
      if (call === "/team/keys") return { wraps: this.wraps.filter(({ to }) => to === device) };
      return { documents: [] };
    };
    this.server.loseAnswer = () => {
      const lost = this.losing && this.posts > 0;
      if (lost) this.losing = false;
      return lost;
    };
  }

  static async open(): Promise<Office> {
    const bakery = await openBakery();
    const office = new Office(bakery);
    const { sheet, team, chain } = bakery;
    const hash = currentTeam(chain)?.hash as Bytes;
    const wrap = toBase64url(await wrapTeamKey(team, sheet.id, sheet.x, hash));
    office.wraps.push({ n: 1, to: toBase64url(sheet.id), wrap });
    return office;
  }

  async add(signer: DeviceKeys, kind: string, payload: unknown): Promise<void> {
    const record = await signPublic(signer, this.chain, kind, payload);
    this.chain = (await fold(this.chain, [record])) ?? this.chain;
    this.records.push(record);
  }

  #after(rev: number): Json {
    return { rev: this.records.length, records: this.records.slice(rev).map(signedJson) };
  }

  async #publish({ records, team_wraps: wraps }: Json): Promise<Json | Refusal> {
    this.posts += 1;
    const signed = (records as Record<string, string>[]).map(({ body = "", signature = "" }) => ({
      body: fromBase64url(body),
      signature: fromBase64url(signature),
    }));
    try {
      this.chain = (await fold(this.chain, signed)) ?? this.chain;
    } catch {
      return new Refusal("stale_record");
    }
    this.records.push(...signed);
    this.wraps.push(...(wraps as Wrap[]));
    return { rev: this.chain.rev, seq: this.chain.rev };
  }
}

let office: Office;
let browser: Browser;
let sheet: string;
let entered = 0;

const coming = () =>
  new Recovery({
    env: browser.tab(),
    done: async () => {
      entered += 1;
    },
  });

/** What the browser stores for the inbox. */
async function kept() {
  const store = await openStore(browser.tab(), INBOX_STORE);
  const found = {
    keys: await readState<DeviceKeys>(store, "keys"),
    names: await store.getAllKeys("state"),
    outbox: (await store.getAll("outbox")) as OutboxRow[],
  };
  store.close();
  return found;
}

const activeNames = () =>
  [...office.chain.devices].filter(([name]) => !office.chain.ended.has(name)).map(([, { role }]) => role);

beforeEach(async () => {
  office = await Office.open();
  browser = new Browser(office.server);
  sheet = sheetGroups(office.bakery.sheetSecret).join("-");
  entered = 0;
});

describe("[S5] recovery", () => {
  test("the sheet shuts everybody out; one new owner is in and opens all team keys", async () => {
    const recovery = coming();
    const found = await recovery.find("sonnenschein", sheet, null);
    expect(found).toMatchObject({ name: "Bäckerei Sonnenschein", devices: 2 });
    expect(found.owners.map(({ person }) => person)).toEqual([1]);
    await recovery.recover({ person: 1 }, "all");
    expect(entered).toBe(1);
    const { keys, names } = await kept();
    if (keys === null) throw new Error("no device was kept");
    expect(names.sort()).toEqual(["handle", "keys", "records"]);
    expect(activeDevice(office.chain, keys.id)).toMatchObject({ role: "owner", person: 1 });
    expect(activeNames().sort()).toEqual(["owner", "sheet"]);
    const readers = office.wraps.filter(({ n }) => n === 2).map(({ to }) => to);
    expect(readers.sort()).toEqual([office.chain.sheet, toBase64url(keys.id)].sort());
    const ring = new TeamRing(keys, () => office.chain);
    ring.take(
      office.wraps
        .filter(({ to }) => to === toBase64url(keys.id))
        .map(({ n, wrap }) => ({ n, wrap: fromBase64url(wrap) })),
    );
    expect((await ring.get(1)).secret).toEqual(office.bakery.team.secret);
  });

  test("nobody is shut out: no new team key, and the current one goes to the new device alone", async () => {
    const recovery = coming();
    await recovery.find("sonnenschein", sheet, null);
    await recovery.recover({ name: "Dora" }, "none");
    const { keys, outbox } = await kept();
    expect(office.chain.teams).toHaveLength(1);
    expect(office.chain.ended.size).toBe(0);
    expect(office.wraps.slice(1).map(({ n, to }) => [n, to])).toEqual([[1, toBase64url(keys?.id as Bytes)]]);
    const person = activeDevice(office.chain, keys?.id as Bytes)?.person ?? 0;
    expect(person).toBeGreaterThan(2);
    expect(outbox).toMatchObject([{ payload: { kind: "people", names: { [person]: "Dora" } } }]);
  });

  test("only the recovering person's other devices are shut out", async () => {
    const recovery = coming();
    await recovery.find("sonnenschein", sheet, null);
    await recovery.recover({ person: 1 }, "person");
    expect(activeDevice(office.chain, office.bakery.anna.id)).toBeNull();
    expect(activeDevice(office.chain, office.bakery.ben.id)).not.toBeNull();
    expect(office.chain.teams).toHaveLength(2);
  });

  test("for a replaced sheet it says since when, for another business's that it is one; nothing is sent", async () => {
    const secret = newSheetSecret();
    const next = await paperKeys("sheet", secret);
    await office.add(office.bakery.anna, "device", devicePayload(next, "sheet", 0));
    await expect(coming().find("sonnenschein", sheet, null)).rejects.toEqual(
      expect.objectContaining({ name: "WrongSheet", replacedMs: expect.any(Number) }),
    );
    const strange = sheetGroups(newSheetSecret()).join("");
    await expect(coming().find("sonnenschein", strange, null)).rejects.toEqual(new WrongSheet(null));
    expect(office.posts).toBe(0);
  });

  test("[S3] the sign's link names its key: that business, or none", async () => {
    const key = toCrockford(office.chain.fingerprint);
    expect((await coming().find("sonnenschein", sheet, key.toLowerCase())).devices).toBe(2);
    const other = toCrockford(newSheetSecret());
    await expect(coming().find("sonnenschein", sheet, other)).rejects.toThrow("wrong_place");
  });

  test("if other records come first, it is signed anew on top of them", async () => {
    const recovery = coming();
    await recovery.find("sonnenschein", sheet, null);
    await office.add(office.bakery.anna, "profile", [{ name: "Bäckerei Sonnenschein & Töchter" }]);
    await recovery.recover({ person: 1 }, "all");
    expect(activeNames().sort()).toEqual(["owner", "sheet"]);
  });
});

describe("[ADR 58] in another tab this browser becomes a device meanwhile", () => {
  async function another(): Promise<DeviceKeys> {
    const keys = await newDeviceKeys();
    const store = await openStore(browser.tab(), INBOX_STORE);
    await store.put("state", keys, "keys");
    store.close();
    return keys;
  }

  test("before the sheet is used: nothing is sent, and the page is loaded anew", async () => {
    const recovery = coming();
    await recovery.find("sonnenschein", sheet, null);
    const keys = await another();
    await recovery.recover({ person: 1 }, "all");
    expect([office.posts, browser.reloads, entered]).toEqual([0, 1, 0]);
    expect((await kept()).keys?.id).toEqual(keys.id);
  });

  test("while the answer was lost: that device stays", async () => {
    const recovery = coming();
    await recovery.find("sonnenschein", sheet, null);
    office.losing = true;
    await expect(recovery.recover({ person: 1 }, "all")).rejects.toThrow(Unreachable);
    const keys = await another();
    await recovery.recover({ person: 1 }, "all");
    expect([browser.reloads, entered]).toEqual([1, 0]);
    expect((await kept()).keys?.id).toEqual(keys.id);
  });
});

test("the address of a business set up in this browser is known", async () => {
  expect(await coming().madeHere()).toBeNull();
  const store = await openStore(browser.tab(), SETUP_STORE);
  await store.put("state", { handle: "sonnenschein" }, "done");
  store.close();
  expect(await coming().madeHere()).toBe("sonnenschein");
});

describe("[A4] answers get lost", () => {
  test("pressed again: the same device, once", async () => {
    const recovery = coming();
    await recovery.find("sonnenschein", sheet, null);
    office.losing = true;
    await expect(recovery.recover({ person: 1 }, "all")).rejects.toThrow(Unreachable);
    const { rev } = office.chain;
    expect((await kept()).keys).toBeNull();
    await recovery.recover({ person: 1 }, "all");
    expect(office.chain.rev).toBe(rev);
    expect(entered).toBe(1);
  });

  test("after a reload it is found done, without the sheet", async () => {
    const recovery = coming();
    await recovery.find("sonnenschein", sheet, null);
    office.losing = true;
    await expect(recovery.recover({ name: "Dora" }, "all")).rejects.toThrow(Unreachable);
    const offline = coming();
    office.server.reachable = false;
    await expect(offline.resume()).rejects.toThrow(Unreachable);
    expect(offline.unfinished.get()).toBe(true);
    office.server.reachable = true;
    const later = coming();
    expect(await later.resume()).toBe(true);
    expect(later.unfinished.get()).toBe(false);
    expect(entered).toBe(1);
    expect((await kept()).outbox).toMatchObject([{ payload: { kind: "people" } }]);
  });

  test("it never reached the server: nothing was changed, and trying again uses the stored device", async () => {
    const recovery = coming();
    await recovery.find("sonnenschein", sheet, null);
    office.server.reachable = false;
    await expect(recovery.recover({ person: 1 }, "all")).rejects.toThrow(Unreachable);
    office.server.reachable = true;
    const later = coming();
    expect(await later.resume()).toBe(false);
    expect(later.unfinished.get()).toBe(false);
    expect(office.posts).toBe(0);
    await recovery.recover({ person: 1 }, "all");
    expect(office.posts).toBe(1);
  });

  test("pressed twice at once: one request", async () => {
    const recovery = coming();
    await recovery.find("sonnenschein", sheet, null);
    await Promise.all([recovery.recover({ person: 1 }, "all"), recovery.recover({ person: 1 }, "all")]);
    expect(office.posts).toBe(1);
    expect(entered).toBe(1);
  });
});

describe("[S5] the team key and those who leave", () => {
  test("a leaving owner signs a new key before leaving, and another is due afterwards", async () => {
    const { anna, chain, team } = office.bakery;
    const made = await withNextKey(anna, chain, team, [["revoke", [anna.id, null]]], 1_795_000_000_001);
    const after = await fold(chain, made.records);
    expect(after?.teams).toHaveLength(2);
    expect(made.wraps.map(({ to }) => to)).not.toContain(toBase64url(anna.id));
    expect(after?.ended.get(toBase64url(anna.id))).toBeGreaterThan(after?.teams.at(-1)?.rev ?? 0);
  });

  test("a device that may read but no key to share: refused before anything is sent", async () => {
    const { anna, chain } = office.bakery;
    const fresh = await newDeviceKeys();
    const payload = ["device", devicePayload(fresh, "member", 3)] as const;
    await expect(withCurrentKey(anna, chain, null, [payload], 1_795_000_000_001)).rejects.toThrow(
      "cannot_open",
    );
  });
});
