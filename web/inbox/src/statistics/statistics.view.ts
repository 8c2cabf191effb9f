import type { Statistics as Counted, Inbox, Period, Person } from "@tresen/core/api";
import { writable } from "@tresen/core/readable";
import { COUNTS, DURATIONS } from "@tresen/core/statistics";
import { describe, expect, it, onTestFinished } from "vitest";
import { cdp, page } from "vitest/browser";
import { PHONE, shown, violations } from "../../test/showing.ts";
import Statistics from "./Statistics.svelte";

const NOTHING = {
  ...(Object.fromEntries(COUNTS.map((name) => [name, 0])) as Record<(typeof COUNTS)[number], number>),
  ...(Object.fromEntries(DURATIONS.map((name) => [name, null])) as Record<(typeof DURATIONS)[number], null>),
  quick_replies: null,
  bands: [0, 0, 0, 0, 0],
};

function period(from: string, to: string, changes: Partial<Period> = {}): Period {
  return { ...NOTHING, from, to, ...changes };
}

/** One customer asked on the last day, and was answered. */
const ANSWERED = {
  received: 1,
  sent: 1,
  delivered: 1,
  new: 1,
  requests: 1,
  answered: 1,
  within_15min: 1,
  within_1h: 1,
  within_1d: 1,
  answer_median_s: 1,
  answer_p90_s: 1,
  bands: [1, 0, 0, 0, 0],
};

const day = (number: number) => `2026-11-${String(number).padStart(2, "0")}`;

const counted: Counted = {
  by: "day",
  total: period(day(1), day(30), ANSWERED),
  before: period("2026-10-02", "2026-10-31"),
  periods: Array.from({ length: 30 }, (_, at) => period(day(at + 1), day(at + 1), at === 29 ? ANSWERED : {})),
  hours: Array.from({ length: 7 }, (_, weekday) =>
    Array.from({ length: 24 }, (_, hour) => (weekday === 0 && hour === 9 ? 1 : 0)),
  ),
  open: 1,
  waiting: 0,
  oldestMs: null,
  asOfMs: Date.parse("2026-11-30T10:00:00+01:00"),
};

const office: Partial<Inbox> = {
  statistics: async () => counted,
  net: writable<"online" | "offline">("online"),
  me: writable<Person | null>({ person: 1, name: "Anna", role: "owner" }),
  profile: { published: writable(null) } as unknown as Inbox["profile"],
  quickReplies: { days: writable(null) } as unknown as Inbox["quickReplies"],
};

describe("small numbers of one weekday and hour", () => {
  it("are shown to the team, and stay off what is printed", async () => {
    await shown(Statistics, office);
    const table = page.getByRole("table", { name: /nach Wochentag und Stunde/ });
    const cell = table.getByRole("cell", { name: "1", exact: true });
    await expect.element(cell).toBeVisible();
    const session = cdp() as { send(method: string, given: object): Promise<unknown> };
    onTestFinished(async () => void (await session.send("Emulation.setEmulatedMedia", { media: "" })));
    await session.send("Emulation.setEmulatedMedia", { media: "print" });
    const printed = () =>
      [...document.querySelectorAll("td.few span")].filter((each) => each.checkVisibility());
    // One of them is of the one, the others are of none: nobody tells them apart.
    await expect.poll(() => printed().map((each) => each.textContent)).toEqual(Array(7).fill("< 5"));
  });
});

describe("statistics without data", () => {
  const silent = (before: Partial<Period>): Partial<Inbox> => ({
    ...office,
    statistics: async () => ({
      ...counted,
      total: period(day(1), day(30)),
      before: period("2026-10-02", "2026-10-31", before),
      periods: Array.from({ length: 30 }, (_, at) => period(day(at + 1), day(at + 1))),
      hours: Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0)),
    }),
  });

  it("say so, and draw nothing", async () => {
    await shown(Statistics, silent({}));
    await expect.element(page.getByText("Noch nichts zu zählen.")).toBeVisible();
    expect(document.querySelectorAll(".figures :is(svg[role=img], dl)")).toHaveLength(0);
    expect(await violations()).toEqual([]);
  });

  it("compare with a time that had some, and draw no line of zeros", async () => {
    await shown(Statistics, silent(ANSWERED));
    await expect.element(page.getByText("Gesendet").first()).toBeVisible();
    expect(document.querySelectorAll("svg[role=img]")).toHaveLength(0);
    expect(page.getByRole("table", { name: /nach Wochentag und Stunde/ }).elements()).toHaveLength(0);
  });
});

describe("the statistics on a phone", () => {
  it("are nowhere wider than the screen, and their bars have one scale", async () => {
    await shown(Statistics, office, PHONE);
    await expect.element(page.getByRole("table", { name: /nach Wochentag und Stunde/ })).toBeVisible();
    const keys = [...document.querySelectorAll("dl > div")];
    const sent = keys.find((each) => each.querySelector("dt")?.textContent?.trim() === "Gesendet");
    expect(sent?.querySelector("dd")?.textContent?.trim()).toBe("1");
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(innerWidth);
    // One scale, however long the words beside the bars are.
    const funnel = [...document.querySelectorAll("section")].find((each) =>
      each.textContent?.includes("wie weit sie gekommen sind"),
    );
    const values = [...(funnel?.querySelectorAll("li .value") ?? [])].slice(0, 3);
    expect(values).toHaveLength(3);
    expect(new Set(values.map((each) => Math.round(each.getBoundingClientRect().x))).size).toBe(1);
    expect(await violations()).toEqual([]);
  });
});
