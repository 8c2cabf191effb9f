import type { Condition, Inbox, Person } from "@tresen/core/api";
import { profileOf } from "@tresen/core/profile";
import { writable } from "@tresen/core/readable";
import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { PHONE, shown, violations } from "../../test/showing.ts";
import More from "./More.svelte";
import Shop from "./Shop.svelte";

const HEALTHY: Condition = {
  version: "1",
  build: "b",
  disk: { free: 1, total: 2, low: false },
  log: { bytes: 1, most: 2 },
  files: { bytes: 1, most: 2 },
  backupMs: null,
  triedMs: null,
  check: null,
};

function inboxFor(role: Person["role"], backupMs: number | null = null): Partial<Inbox> {
  const ben: Person = { person: 2, name: "Ben", role };
  return {
    me: writable<Person | null>(ben),
    net: writable<"online" | "offline">("online"),
    people: writable([{ person: 1, name: "Anna", role: "owner" }, ben]),
    team: { devices: writable([]) } as unknown as Inbox["team"],
    requests: writable({ count: 2 }) as unknown as Inbox["requests"],
    quickReplies: { entries: writable([]) } as unknown as Inbox["quickReplies"],
    profile: { published: writable(null), hours: async () => null } as unknown as Inbox["profile"],
    condition: async () => ({ ...HEALTHY, backupMs }),
    shopfront: writable({
      business: "b",
      handle: "sonnenschein",
      profile: profileOf({ name: "Bäckerei Sonnenschein" }),
      trust: "verified",
      open: true,
      stale: false,
    }) as unknown as Inbox["shopfront"],
  };
}

/** What the links say, without the places at which they may break. */
const links = () =>
  page
    .getByRole("main")
    .getByRole("listitem")
    .getByRole("link")
    .elements()
    .map((each) => each.textContent?.replaceAll("\u00ad", ""));

const DOORS = [
  "Profil",
  "Schild",
  "Wege",
  "Umzugshelfer",
  "Website",
  "Team",
  "Schnellantworten",
  "Einladungen",
  "Datenschutz",
];

describe("the page of the shop", () => {
  it("[A6] leads to every page of the shop by name, and owners to the server's condition", async () => {
    await shown(Shop, inboxFor("owner"));
    await expect.element(page.getByRole("link", { name: "Zustand" })).toBeVisible();
    expect(links()).toEqual([...DOORS, "Zustand"]);
    expect(await violations()).toEqual([]);
  });

  it("[A6] shows members no door to the server's condition, and asks the server for none", async () => {
    const inbox = inboxFor("member");
    let asked = 0;
    await shown(Shop, {
      ...inbox,
      condition: async () => {
        asked += 1;
        return HEALTHY;
      },
    });
    await expect.element(page.getByRole("link", { name: "Team" })).toBeVisible();
    expect(links()).toEqual(DOORS);
    expect(asked).toBe(0);
  });

  it("names what somebody must do: a missing backup, open requests", async () => {
    await shown(Shop, inboxFor("owner"));
    await expect.element(page.getByText("Noch keine Sicherung")).toBeVisible();
    await expect.element(page.getByText("Anfragen zu Daten warten")).toBeVisible();
  });

  it("says nothing of a backup that was made today", async () => {
    await shown(Shop, inboxFor("owner", Date.now() - 3_600_000));
    await expect.element(page.getByRole("link", { name: "Zustand" })).toBeVisible();
    expect(document.body.textContent).not.toContain("Noch keine Sicherung");
    expect(document.body.textContent).not.toMatch(/Sicherung ist/);
  });
});

describe("the page of a phone's rest", () => {
  it("leads to every page that the bar has no room for", async () => {
    await shown(More, inboxFor("owner"), PHONE);
    await expect.element(page.getByRole("link", { name: "Statistik" })).toBeVisible();
    expect(links()).toEqual(["Statistik", ...DOORS, "Zustand", "Benachrichtigungen", "Einstellungen"]);
    expect(await violations()).toEqual([]);
  });
});
