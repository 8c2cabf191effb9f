import type { Inbox, Person, ProfileFields, ProfileView } from "@tresen/core/api";
import { writable } from "@tresen/core/readable";
import { describe, expect, it, onTestFinished } from "vitest";
import { page } from "vitest/browser";
import { shown, violations } from "../../test/showing.ts";
import { router } from "../router.svelte.ts";
import Profile from "./Profile.svelte";

const DAY = [
  ["06:00", "13:00"],
  ["14:00", "18:00"],
];
const BAKERY: ProfileFields = {
  name: "Bäckerei Sonnenschein",
  trade: "Bäckerei",
  imprint: "Anna Sonnenschein\nSonnenallee 1\n12047 Berlin",
  privacy: "Anna Sonnenschein, laden@sonnenschein.example",
  time_zone: "Europe/Berlin",
  hours: {
    time_zone: "Europe/Berlin",
    region: "DE-BE",
    holidays: "closed",
    weekly: { mon: DAY, tue: DAY, wed: DAY, thu: DAY, fri: DAY, sat: [["06:00", "12:00"]] },
    exceptions: [],
  },
};

/** A published profile, and what the page published since. */
class Office {
  readonly published = writable<{ fields: ProfileFields; rev: number } | null>({ fields: BAKERY, rev: 4 });
  readonly sent: { fields: ProfileFields; rev: number }[] = [];

  readonly profile: ProfileView = {
    published: this.published,
    typed: writable(null),
    hours: async () => null,
    keep: () => undefined,
    preview: async () => ({ mistakes: [], warnings: [], hours: null, first: [], known: [] }),
    holidays: async () => [],
    keepBanner: () => Promise.reject(new Error("no banner here")),
    publish: async (fields, rev) => {
      this.sent.push({ fields, rev });
      this.published.set({ fields, rev: rev + 1 });
    },
  };

  inbox(role: Person["role"]): Partial<Inbox> {
    return {
      me: writable<Person | null>({ person: 2, name: "Ben", role }),
      net: writable<"online" | "offline">("online"),
      profile: this.profile,
      shopfront: writable(null),
    };
  }
}

const opened = async (office: Office, role: Person["role"]) => {
  location.hash = "#/profile";
  const stop = router.follow();
  onTestFinished(stop);
  await shown(Profile, office.inbox(role));
};

const publishing = () => page.getByRole("button", { name: "Veröffentlichen", exact: true });

describe("the profile page", () => {
  it("[S4] is text for a member: no field, no button to publish", async () => {
    await opened(new Office(), "member");
    const names = page.getByRole("definition").filter({ hasText: "Bäckerei Sonnenschein" });
    await expect.element(names.first()).toBeVisible();
    const hours = page.getByRole("region", { name: "Öffnungszeiten" });
    expect(hours.getByRole("definition").elements()).toHaveLength(7);
    await expect.element(page.getByRole("region", { name: "Impressum und Datenschutz" })).toBeVisible();
    expect(document.querySelectorAll("main :is(input, textarea, select)")).toHaveLength(0);
    expect(publishing().elements()).toHaveLength(0);
    await expect.element(page.getByText("Ändern kann das die Inhaberin")).toBeVisible();
    expect(await violations()).toEqual([]);
  });

  it("[S4] does not overwrite unseen what another owner published; one's own text stays", async () => {
    const office = new Office();
    await opened(office, "owner");
    const trade = page.getByLabelText("Was ihr macht");
    await trade.fill("Torten");
    office.published.set({ fields: { ...BAKERY, trade: "Brot" }, rev: 5 });
    const alert = page
      .getByRole("alert")
      .filter({ hasText: "Inzwischen hat jemand anderes das Profil geändert" });
    await expect.element(alert).toBeVisible();
    await expect.element(trade).toHaveValue("Torten");
    expect(office.sent).toEqual([]);
    await page.getByRole("button", { name: "Meine veröffentlichen" }).click();
    await expect.element(page.getByText("Veröffentlicht. Kunden sehen es jetzt.")).toBeVisible();
    expect(office.sent).toEqual([{ fields: { ...BAKERY, trade: "Torten" }, rev: 5 }]);
    await expect.element(alert).not.toBeInTheDocument();
  });

  it("[S4] publishes one page by itself: what is typed on another page stays a draft", async () => {
    const office = new Office();
    await opened(office, "owner");
    await page.getByLabelText("Was ihr macht").fill("Torten");
    await page.getByRole("link", { name: /^Impressum/ }).click();
    await page.getByLabelText("Impressum", { exact: true }).fill("Anna S.\n12047 Berlin");
    await publishing().click();
    await expect.element(page.getByText("Veröffentlicht. Kunden sehen es jetzt.")).toBeVisible();
    expect(office.sent).toEqual([{ fields: { ...BAKERY, imprint: "Anna S.\n12047 Berlin" }, rev: 4 }]);
    const facts = page
      .getByRole("navigation", { name: "Abschnitte" })
      .getByRole("link", { name: /^Angaben/ });
    await expect.element(facts.getByText("geändert")).toBeVisible();
    await facts.click();
    await expect.element(page.getByLabelText("Was ihr macht")).toHaveValue("Torten");
    await publishing().click();
    await expect.poll(() => office.sent.length).toBe(2);
    expect(office.sent[1]).toEqual({
      fields: { ...BAKERY, imprint: "Anna S.\n12047 Berlin", trade: "Torten" },
      rev: 5,
    });
    expect(await violations()).toEqual([]);
  });

  it("[S4] takes over what another owner published elsewhere, without a question", async () => {
    const office = new Office();
    await opened(office, "owner");
    await page.getByLabelText("Was ihr macht").fill("Torten");
    office.published.set({ fields: { ...BAKERY, imprint: "Ben" }, rev: 5 });
    await publishing().click();
    await expect.element(page.getByText("Veröffentlicht. Kunden sehen es jetzt.")).toBeVisible();
    expect(office.sent).toEqual([{ fields: { ...BAKERY, imprint: "Ben", trade: "Torten" }, rev: 5 }]);
    expect(page.getByRole("alert").elements()).toHaveLength(0);
  });

  it("[interface] discards one page, and gives it back", async () => {
    const office = new Office();
    await opened(office, "owner");
    const trade = page.getByLabelText("Was ihr macht");
    await trade.fill("Torten");
    await page.getByRole("link", { name: /^Impressum/ }).click();
    await page.getByLabelText("Impressum", { exact: true }).fill("Ben");
    await page.getByRole("button", { name: "Verwerfen" }).click();
    await expect
      .element(page.getByLabelText("Impressum", { exact: true }))
      .toHaveValue(String(BAKERY.imprint));
    await page.getByRole("button", { name: "Rückgängig" }).click();
    await expect.element(page.getByLabelText("Impressum", { exact: true })).toHaveValue("Ben");
    await page.getByRole("link", { name: /^Angaben/ }).click();
    await expect.element(trade).toHaveValue("Torten");
  });
});
