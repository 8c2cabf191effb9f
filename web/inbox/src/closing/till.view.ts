import type { ConversationRow, ConversationView, Inbox, LogRow, Person } from "@tresen/core/api";
import { writable } from "@tresen/core/readable";
import { dismissToast, shownToast } from "@tresen/ui";
import { beforeEach, describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import Aside from "../../test/CountingAside.svelte";
import { DESKTOP, PHONE, shown, violations } from "../../test/showing.ts";
import { tell } from "../../test/told.ts";
import { here } from "../here.svelte.ts";

const NOW = Date.parse("2026-11-24T17:50:00+01:00");
const HOUR = 3_600_000;
const OPENS = Date.parse("2026-11-25T06:00:00+01:00");
const flags = { pinned: false, unread: false, snoozed: null, waits: false, sleep: "awake" as const };

const row = (
  id: string,
  name: string,
  text: string,
  sinceMs: number,
  assigned: number | null = null,
): ConversationRow => ({
  id,
  name,
  named: true,
  handed: null,
  earlier: [],
  labels: [],
  state: "open",
  assigned,
  erased: false,
  autoOff: false,
  createdMs: 0,
  dayNumber: 0,
  lastMs: sinceMs,
  head: 7,
  unread: 1,
  readTo: 0,
  preview: { ours: false, text, state: null, trouble: null },
  missedMs: null,
  called: null,
  askedMs: sinceMs,
  answeredMs: null,
  draft: "",
  notes: { unread: 0, forMe: false },
  flags: { ...flags, sinceMs },
  scheduledMs: null,
  typing: [],
  customerTyping: false,
});

const EMRE = row("emre", "Emre Yilmaz", "Kann ich am Samstag auch mit Karte zahlen?", NOW - 2 * HOUR, 2);
const ROWS = [
  EMRE,
  row("gerda", "Gerda Petersen", "Und der Stollen hält wirklich bis Weihnachten?", NOW - HOUR),
  row("kita", "Kita Regenbogen e. V.", "Und noch fünf Brezeln dazu, wenn es geht.", NOW - 25 * 60_000),
];

/** What was done, in order. */
let done: string[] = [];

function opened(id: string): ConversationView {
  const rows = writable<readonly LogRow[]>([{ type: "message", pos: 7 } as LogRow]);
  return {
    id,
    rows,
    send: async (text: string) => {
      done.push(`${id} reads ${text}`);
      rows.set([...rows.get(), { type: "message", pos: 8 } as LogRow]);
      return 1;
    },
    assign: async (person: number | null) => void done.push(`${id} is for ${person}`),
    leave: () => undefined,
  } as unknown as ConversationView;
}

const office = (rows: readonly ConversationRow[]): Partial<Inbox> => ({
  revision: writable(1),
  total: writable(rows.length),
  answeredFrom: writable<number | null>(null),
  counts: writable({ waiting: rows.length, all: 5, unread: 0, mine: 0, closed: 0, later: 0 }),
  people: writable<readonly Person[]>([
    { person: 1, name: "Anna", role: "owner" },
    { person: 2, name: "Ben", role: "member" },
  ]),
  me: writable<Person | null>({ person: 1, name: "Anna", role: "owner" }),
  net: writable<"online" | "offline">("online"),
  filter: writable<"waiting">("waiting"),
  query: writable(null),
  shopfront: writable(null),
  profile: { published: writable(null) } as unknown as Inbox["profile"],
  order: { nextBack: () => ({ id: "gerda", untilMs: OPENS }) } as unknown as Inbox["order"],
  rowAt: (at) => rows[at] ?? null,
  rowOf: (id) => [...rows, ...ROWS].find((each) => each.id === id) ?? null,
  open: opened,
  flags: {
    set: async (id, { snoozed, unread }) =>
      void done.push(
        snoozed === null
          ? `${id} is back${unread ? " and marked" : ""}`
          : `${id} until ${snoozed?.untilMs === OPENS ? "it opens" : "?"}, past ${snoozed?.pos}`,
      ),
  } as Inbox["flags"],
});

/** With what that inbox says: the view reads it at once. */
function atClosing(inbox: Partial<Inbox>): Partial<Inbox> {
  if (inbox.counts === undefined) throw new Error("the card counts");
  tell({ counts: inbox.counts, done: (what) => done.push(what) });
  return inbox;
}

const group = (name: string) => page.getByRole("group", { name: `${name}: was tun?` });

beforeEach(() => {
  done = [];
  dismissToast();
  localStorage.clear();
  here.now = NOW;
});

describe("at closing time", () => {
  for (const [size, wide] of [
    [DESKTOP, true],
    [PHONE, false],
  ] as const)
    it(`says who still waits and since when, proposes what holds, and changes nothing before it is told to (${wide ? "desktop" : "phone"})`, async () => {
      await shown(Aside, atClosing(office(ROWS)), size);
      await expect.element(page.getByRole("heading", { name: "Kassensturz: 3 warten noch" })).toBeVisible();
      await expect.element(page.getByText("17:50 · in 10 Minuten schließt ihr")).toBeVisible();
      await expect.element(group("Emre Yilmaz").getByRole("radio", { name: "Ben" })).toBeChecked();
      await expect.element(group("Gerda Petersen").getByRole("radio", { name: "Jetzt" })).toBeChecked();
      await expect
        .element(group("Gerda Petersen").getByRole("radio", { name: "Morgen 6:00" }))
        .not.toBeChecked();
      expect(await violations()).toEqual([]);
      await group("Gerda Petersen").getByText("Morgen 6:00").click();
      expect(done).toEqual([]);
      await page.getByRole("button", { name: "Kasse machen" }).click();
      await expect
        .poll(() => done)
        .toEqual(["gerda reads Wir melden uns morgen früh.", "gerda until it opens, past 8", "on with kita"]);
    });

  it("tells nobody anything if that is switched off, and puts all off with one tap", async () => {
    await shown(Aside, atClosing(office(ROWS)));
    await page.getByRole("button", { name: "Alle morgen 6:00" }).click();
    await page.getByRole("checkbox").click();
    await page.getByRole("button", { name: "Kasse machen" }).click();
    await expect
      .poll(() => done)
      .toEqual([
        "emre until it opens, past 7",
        "gerda until it opens, past 7",
        "kita until it opens, past 7",
        "on with null",
      ]);
  });

  for (const told of [true, false])
    it(`gives everything back with one tap: what was put off${told ? ", though its customer was told" : ""}, and what was given away`, async () => {
      await shown(Aside, atClosing(office(ROWS)));
      await group("Gerda Petersen").getByText("Morgen 6:00").click();
      await group("Kita Regenbogen e. V.").getByText("Ben").click();
      if (!told) await page.getByRole("checkbox").click();
      await page.getByRole("button", { name: "Kasse machen" }).click();
      await expect.poll(() => done.at(-1)).toBe("on with null");
      done = [];
      shownToast()?.action?.run();
      await expect
        .poll(() => done.toSorted())
        .toEqual([told ? "gerda is back and marked" : "gerda is back", "kita is for null"]);
    });

  it("leaves with their owners what was proposed to stay there: no change, no count, no line in the log", async () => {
    const all = ROWS.map((each) => ({ ...each, assigned: 2 }));
    await shown(Aside, atClosing(office(all)));
    await expect.element(group("Kita Regenbogen e. V.").getByRole("radio", { name: "Ben" })).toBeChecked();
    await page.getByRole("button", { name: "Kasse machen" }).click();
    await expect.poll(() => done).toEqual(["on with null"]);
    expect(shownToast()?.text).not.toContain("weitergegeben");
    expect(shownToast()?.action).toBeUndefined();
  });

  it("gives to the person who was chosen, if somebody else took it in the meantime", async () => {
    const one = office(ROWS.slice(0, 1));
    await shown(Aside, atClosing({ ...one, rowOf: () => ({ ...EMRE, assigned: 1 }) }));
    await page.getByRole("button", { name: "Kasse machen" }).click();
    await expect.poll(() => done).toEqual(["emre is for 2", "on with null"]);
  });

  it("offers no way back where nothing was put off or given away", async () => {
    await shown(Aside, atClosing(office(ROWS.slice(1))));
    await page.getByRole("button", { name: "Kasse machen" }).click();
    await expect.poll(() => done).toEqual(["on with gerda"]);
    expect(shownToast()).toMatchObject({ text: expect.any(String) });
    expect(shownToast()?.action).toBeUndefined();
  });

  it("is put aside for this day without changing anything", async () => {
    await shown(Aside, atClosing(office(ROWS)));
    await page.getByRole("button", { name: "Heute nicht" }).click();
    expect(done).toEqual(["on with null"]);
    expect(Number(localStorage.getItem("tresen.inbox.till"))).toBe(NOW + 600_000);
  });

  it("says that everything is answered, and who comes back when", async () => {
    await shown(Aside, atClosing({ ...office([]), total: writable(14) }));
    await expect.element(page.getByRole("heading", { name: "Alles beantwortet. Feierabend." })).toBeVisible();
    await expect.element(page.getByText("14 Unterhaltungen heute, jede hat eine Antwort.")).toBeVisible();
    await expect.element(page.getByText("Morgen 6:00 liegt Gerda Petersen wieder oben.")).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it("speaks English", async () => {
    await shown(Aside, atClosing(office(ROWS)));
    here.choose({ language: "en" });
    await expect
      .element(page.getByRole("heading", { name: "Closing up: 3 are still waiting" }))
      .toBeVisible();
    await expect.element(page.getByRole("button", { name: "Close up" })).toBeVisible();
  });
});
