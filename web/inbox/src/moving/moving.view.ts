import type { Inbox, MovingKit, Person, Tally, WayEntry } from "@tresen/core/api";
import { TooLong } from "@tresen/core/errors";
import { profileOf } from "@tresen/core/profile";
import { writable } from "@tresen/core/readable";
import { beforeEach, describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { DESKTOP, PHONE, shown, violations } from "../../test/showing.ts";
import Moving from "./Moving.svelte";

const NOBODY: Tally = { ways: new Map(), others: [], sinceMs: null };
const URL = "https://chat.example/sonne#key=4D6T4M9FJMMDG0JMPR9FJEPAFZSH3P2R";
let copied: string[] = [];
let refused = false;
let made: string[] = [];

beforeEach(() => {
  copied = [];
  made = [];
  refused = false;
  const writeText = async (text: string) => {
    if (refused) throw new DOMException("", "NotAllowedError");
    copied.push(text);
  };
  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
});

function inboxFor(role: Person["role"], full = false, tally: Tally = NOBODY): Partial<Inbox> {
  const kit = writable<MovingKit | null>({ done: new Set(), ways: new Map() });
  const ways = writable<readonly WayEntry[] | null>([]);
  const said = () => kit.get() ?? { done: new Set<string>(), ways: new Map<string, string>() };
  return {
    me: writable<Person | null>({ person: 2, name: "Ben", role }),
    team: {
      sign: writable({ name: "Sonne", url: URL, words: ["brot", "mohn", "teig", "korn"] }),
    } as unknown as Inbox["team"],
    profile: { published: writable({ fields: {}, rev: 1 }) } as unknown as Inbox["profile"],
    shopfront: writable({
      handle: "sonne",
      profile: profileOf({ name: "Bäckerei Sonne" }),
    }) as unknown as Inbox["shopfront"],
    ways: {
      ways,
      revision: writable(0),
      count: async () => tally,
      add: async (name: string, text: string) => {
        if (full) throw new TooLong("too many");
        made.push(name);
        const way = { key: `key-${name}`, id: "7K3M2QXD", name, text, madeMs: 1 };
        ways.set([...(ways.get() ?? []), way]);
        return way;
      },
    } as unknown as Inbox["ways"],
    movingKit: {
      kit,
      tick: async (text: string, on: boolean) => {
        const done = new Set(said().done);
        if (on) done.add(text);
        else done.delete(text);
        kit.set({ ...said(), done });
      },
      useWay: async (text: string, key: string) =>
        kit.set({ ...said(), ways: new Map([...said().ways, [text, key]]) }),
    },
  };
}

describe("the moving kit", () => {
  for (const size of [DESKTOP, PHONE])
    it(`makes a way when a text is first copied, and not before (${size[0]})`, async () => {
      await shown(Moving, inboxFor("member"), size);
      await expect.element(page.getByText("Woche 1 von 4.", { exact: false })).toBeVisible();
      expect(made).toEqual([]);
      const button = page.getByRole("button", { name: "Website: Text kopieren" });
      await button.click();
      await button.click();
      expect(made).toEqual(["Website"]);
      expect(copied).toHaveLength(2);
      expect(copied[0]).toContain("&w=7K3M2QXD&s=Website");
      expect(await violations()).toEqual([]);
    });

  it("has the link beside a text that has no room for one", async () => {
    await shown(Moving, inboxFor("owner"));
    await page.getByRole("button", { name: "Google-Profil: Text kopieren" }).click();
    await page.getByRole("button", { name: "Google-Profil: Link kopieren" }).click();
    expect(copied[0]).not.toContain("http");
    expect(copied[1]).toMatch(/^https:\/\/chat\.example\/sonne#key=\w{32}&w=7K3M2QXD&s=Google-Profil$/);
  });

  it("shows what a browser does not copy, and says why a way cannot be made", async () => {
    refused = true;
    await shown(Moving, inboxFor("member"));
    await page.getByRole("button", { name: "Rechnung: Text kopieren" }).click();
    await expect
      .element(page.getByText("https://chat.example/sonne#w=7K3M2QXD", { exact: false }))
      .toBeVisible();
  });

  it("says that there is no room for another way", async () => {
    await shown(Moving, inboxFor("member", true));
    await page.getByRole("button", { name: "Rechnung: Text kopieren" }).click();
    await expect.element(page.getByText("So viele Wege", { exact: false })).toBeVisible();
    expect(copied).toEqual([]);
  });

  it("leads to the next week once one is done, and says who came", async () => {
    const came = { count: 3, lastMs: 1 };
    await shown(Moving, inboxFor("member", false, { ...NOBODY, ways: new Map([["key-Website", came]]) }));
    await page.getByRole("button", { name: "Website: Text kopieren" }).click();
    await expect.element(page.getByText("3-mal kam jemand hierüber")).toBeVisible();
    for (const box of page.getByRole("checkbox").elements()) (box as HTMLElement).click();
    await expect.element(page.getByText("Woche 2 von 4. 3-mal ist", { exact: false })).toBeVisible();
    await expect.element(page.getByText("passt (höchstens 200)", { exact: false }).first()).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it("is not for those who only look", async () => {
    await shown(Moving, inboxFor("auditor"));
    await expect.element(page.getByText("siehst du den Umzugshelfer nicht", { exact: false })).toBeVisible();
    expect(page.getByRole("button").elements()).toEqual([]);
  });
});
