import type { Inbox, Person, QuickRepliesView, ReplyEntry } from "@tresen/core/api";
import type { QuickReply } from "@tresen/core/quickreplies";
import { writable } from "@tresen/core/readable";
import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { here } from "../../src/here.svelte.ts";
import { PHONE, shown, violations } from "../../test/showing.ts";
import QuickReplies from "./QuickReplies.svelte";

/** Replies as the leading tab keeps them, and what the page saved. */
class Shelf {
  readonly entries = writable<readonly ReplyEntry[] | null>(null);
  readonly saved: QuickReply[] = [];

  constructor(...texts: readonly string[]) {
    this.entries.set(
      texts.map((textDe, at) => ({
        key: `${at}`,
        reply: { shortcut: `r${at}`, title: `Antwort ${at}`, textDe, textEn: "", keywords: [] },
        uses: 0,
        savedAs: null,
      })),
    );
  }

  readonly quickReplies: QuickRepliesView = {
    entries: this.entries,
    days: writable(null),
    lost: writable(0),
    save: async (_, reply) => void this.saved.push(reply),
    saveAll: async (all) => void this.saved.push(...all.map(({ reply }) => reply)),
    remove: async () => undefined,
    restore: async () => undefined,
    used: () => undefined,
    nextOpening: () => "morgen um 6:00",
    openings: writable([]),
    renewOpenings: () => undefined,
  };

  inbox(): Partial<Inbox> {
    return {
      quickReplies: this.quickReplies,
      me: writable<Person | null>({ person: 1, name: "Anna", role: "owner" }),
      shopfront: writable(null),
      cards: async () => [],
      replyFiles: () => {
        throw new Error("no reply here has a file");
      },
    };
  }
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const german = () => page.getByLabelText("Text auf Deutsch");
const question = () => page.getByRole("dialog");

async function writing(text: string): Promise<void> {
  await button("Antwort anlegen").click();
  await page.getByLabelText("Kürzel", { exact: true }).fill("torte");
  await page.getByLabelText("Titel", { exact: true }).fill("Torte");
  await german().fill(text);
}

describe("a placeholder that does not exist", () => {
  it("[S9] is asked about before it is saved, and the nearest one takes its place", async () => {
    const shelf = new Shelf();
    await shown(QuickReplies, shelf.inbox());
    await writing("Guten Tag, {kundde}!");
    await button("Antwort speichern").click();
    await expect.element(question().getByText("Kunden würden {kundde} lesen")).toBeVisible();
    await expect.element(question().getByText("Statt {kundde} ist wohl {kunde} gemeint.")).toBeVisible();
    expect(shelf.saved).toEqual([]);
    expect(await violations()).toEqual([]);
    await button("{kunde} nehmen").click();
    await expect.element(german()).toHaveValue("Guten Tag, {kunde}!");
    await expect.element(german()).toHaveFocus();
    await button("Antwort speichern").click();
    await expect.poll(() => shelf.saved.map(({ textDe }) => textDe)).toEqual(["Guten Tag, {{kunde}}!"]);
  });

  it("is saved as it stands only by whoever says so, and going back changes nothing", async () => {
    const shelf = new Shelf();
    await shown(QuickReplies, shelf.inbox(), PHONE);
    await writing("Ihre Nummer: {unsinn}");
    await button("Antwort speichern").click();
    await expect
      .element(question().getByText("Es gibt {kunde}, {betrieb}, {öffnung}, {adresse} und {mitarbeiter}."))
      .toBeVisible();
    await button("Zurück zum Text").click();
    await expect.element(question()).not.toBeInTheDocument();
    await expect.element(german()).toHaveValue("Ihre Nummer: {unsinn}");
    expect(shelf.saved).toEqual([]);
    await button("Antwort speichern").click();
    await button("Trotzdem speichern").click();
    await expect.poll(() => shelf.saved.map(({ textDe }) => textDe)).toEqual(["Ihre Nummer: {unsinn}"]);
  });

  it("is asked about in English", async () => {
    const shelf = new Shelf();
    await shown(QuickReplies, shelf.inbox());
    await writing("Guten Tag!");
    here.choose({ language: "en" });
    await page.getByLabelText("Text in English").fill("Hello {costumer}, we open {oppening}.");
    await button("Save reply").click();
    await expect
      .element(question().getByText("You probably mean {customer} instead of {costumer}."))
      .toBeVisible();
    await button("Replace all").click();
    await expect
      .element(page.getByLabelText("Text in English"))
      .toHaveValue("Hello {customer}, we open {opening}.");
  });
});

describe("the one way in which placeholders are taught", () => {
  it("[A12] shows what is stored in two pairs of braces with one, and stores it with two", async () => {
    const shelf = new Shelf("Wir öffnen {{naechste_oeffnung}}, {{kunde}}.");
    await shown(QuickReplies, shelf.inbox());
    const row = page.getByRole("listitem");
    await expect.element(row.getByText("Wir öffnen {öffnung}, {kunde}.")).toBeVisible();
    await row.getByRole("button").click();
    await expect.element(german()).toHaveValue("Wir öffnen {öffnung}, {kunde}.");
    await button("Adresse").click();
    await expect.element(german()).toHaveValue("Wir öffnen {öffnung}, {kunde}.{adresse}");
    await button("Antwort speichern").click();
    await expect
      .poll(() => shelf.saved.map(({ textDe }) => textDe))
      .toEqual(["Wir öffnen {{naechste_oeffnung}}, {{kunde}}.{{adresse}}"]);
  });
});
