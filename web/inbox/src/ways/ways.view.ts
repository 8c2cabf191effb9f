import type { Inbox, Person, Tally, WayEntry } from "@tresen/core/api";
import { profileOf } from "@tresen/core/profile";
import { writable } from "@tresen/core/readable";
import { beforeEach, describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { DESKTOP, PHONE, shown, violations } from "../../test/showing.ts";
import { here } from "../here.svelte.ts";
import Ways from "./Ways.svelte";

const TABLE: WayEntry = {
  key: "a",
  id: "7K3M2QXD",
  name: "Table 7",
  text: "Hello, we sit at table 7",
  madeMs: 1,
};
const FAIR: WayEntry = { key: "b", id: "0123456A", name: "Summer fair", text: "", madeMs: 2 };
/** By the page's own clock, which other pages have set. */
const tally = (): Tally => ({
  ways: new Map([["a", { count: 38, lastMs: here.now }]]),
  others: [{ source: "Terrace", count: 2, lastMs: here.now }],
  sinceMs: 1,
});
const SIGN = `https://chat.example/sonne#key=${"0".repeat(32)}`;

let published: unknown[] = [];

/** An inbox with two ways, of which the second is switched off. */
function inboxFor(role: Person["role"], ways: readonly WayEntry[] | null = [TABLE, FAIR]): Partial<Inbox> {
  return {
    me: writable<Person | null>({ person: 2, name: "Ben", role }),
    net: writable<"online" | "offline">("online"),
    team: { sign: writable({ name: "Sonne", url: SIGN, words: [] }) } as unknown as Inbox["team"],
    search: { reach: async () => ({ backToMs: null }) } as unknown as Inbox["search"],
    ways: {
      ways: writable(ways),
      revision: writable(0),
      count: async () => tally(),
    } as unknown as Inbox["ways"],
    profile: {
      published: writable({ rev: 3, fields: { name: "Sonne", ways_closed: [FAIR.id] } }),
      publish: async (fields: unknown) => void published.push(fields),
    } as unknown as Inbox["profile"],
    shopfront: writable({
      handle: "sonne",
      profile: profileOf({ name: "Sonne" }),
    }) as unknown as Inbox["shopfront"],
  };
}

beforeEach(() => {
  published = [];
});

describe("the page of ways", () => {
  for (const size of [DESKTOP, PHONE])
    it(`[S9] says in English how many came, and switches off by an id alone (${size[0]})`, async () => {
      await shown(Ways, inboxFor("owner"), size);
      here.choose({ language: "en" });
      await expect
        .element(page.getByRole("button", { name: /^Table 7 .* 38 came, last today$/ }))
        .toBeVisible();
      await expect.element(page.getByText("This counts all messages there are.")).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.getByRole("switch", { name: "Table 7: open" }).click();
      await expect.poll(() => published).toEqual([{ name: "Sonne", ways_closed: [FAIR.id, TABLE.id] }]);
      await page.getByRole("button", { name: /^Summer fair/ }).click();
      await expect.element(page.getByRole("button", { name: "Delete way" })).toBeVisible();
      expect(await violations()).toEqual([]);
    });

  it("[A6] lets a member make ways, and leaves switching to owners", async () => {
    await shown(Ways, inboxFor("member"));
    here.choose({ language: "de" });
    await expect.element(page.getByRole("button", { name: "Weg anlegen" })).toBeVisible();
    expect(page.getByRole("switch").elements()).toEqual([]);
  });

  it("offers nothing to an auditor, who reads nothing sealed", async () => {
    await shown(Ways, inboxFor("auditor", []));
    here.choose({ language: "de" });
    await expect.element(page.getByText("Nachrichten liest hier nur das Team.")).toBeVisible();
    expect(page.getByRole("button", { name: "Weg anlegen" }).elements()).toEqual([]);
  });

  it("[S3] names what is missing or too long at its field, and makes nothing", async () => {
    await shown(Ways, inboxFor("owner", []));
    here.choose({ language: "de" });
    await page.getByRole("button", { name: "Weg anlegen" }).click();
    await page.getByRole("button", { name: "Anlegen", exact: true }).click();
    await expect.element(page.getByText("Der Weg braucht einen Namen.")).toBeVisible();
    await page.getByRole("textbox", { name: "Name" }).fill("Tisch 7");
    await page.getByRole("textbox", { name: "Steht schon im Feld" }).fill("ü".repeat(501));
    await page.getByRole("button", { name: "Anlegen", exact: true }).click();
    await expect.element(page.getByText("Höchstens 500 Zeichen, ohne Steuerzeichen.")).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});
