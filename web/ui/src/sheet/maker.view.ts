import "../styles/tokens.css";
import "../styles/base.css";
import { flushSync, mount, unmount } from "svelte";
import { describe, expect, it, onTestFinished } from "vitest";
import { page } from "vitest/browser";
import type { Lang } from "../i18n/speak.svelte.ts";
import SheetMaker from "./SheetMaker.svelte";

const GROUPS = ["AAAA", "BBBB", "CCCC", "DDDD", "EEEE", "FFFF", "GGGG"];

function maker(lang: Lang = "de") {
  const app = mount(SheetMaker, {
    target: document.body,
    props: { groups: GROUPS, name: "Bäckerei Sonnenschein", handle: "sonnenschein", lang },
  });
  flushSync();
  onTestFinished(() => unmount(app));
  return app;
}

const button = (name: string) => page.getByRole("button", { name, exact: true });
const reminder = () => page.getByRole("alert");

describe("what is asked before the groups are typed back", () => {
  it("[S5] names both ways of keeping the sheet as long as neither was begun", async () => {
    const sheet = maker();
    expect(sheet.passed()).toBe(false);
    await expect
      .element(reminder().getByText("Druck das Blatt zuerst, oder schreib es von Hand ab."))
      .toBeVisible();
    await expect.element(button("Blatt drucken")).toHaveFocus();
  });

  it.each([
    [
      "de",
      "Von Hand abschreiben",
      "Schreib erst alle sieben Gruppen ab, dann „Fertig abgeschrieben“.",
      "Fertig abgeschrieben",
    ],
    ["en", "Copy by hand", "Copy all seven groups first, then “Finished copying”.", "Finished copying"],
  ] as const)(
    "[S5] speaks of copying to somebody who copies, not of printing first (%s)",
    async (lang, copy, says, done) => {
      const sheet = maker(lang);
      sheet.passed();
      await button(copy).click();
      expect(reminder().elements()).toEqual([]);
      expect(sheet.passed()).toBe(false);
      await expect.element(reminder().getByText(says)).toBeVisible();
      await expect.element(button(done)).toHaveFocus();
      await button(done).click();
      await expect.element(page.getByRole("textbox").first()).toHaveFocus();
      expect(reminder().elements()).toEqual([]);
      expect(sheet.taken()).toBe(true);
    },
  );

  it("[S5] says that it was copied, and later that it was printed", async () => {
    maker();
    await button("Von Hand abschreiben").click();
    await button("Fertig abgeschrieben").click();
    await expect.element(page.getByText("Abgeschrieben um")).toBeVisible();
    dispatchEvent(new Event("afterprint"));
    await expect.element(page.getByText("Gedruckt um")).toBeVisible();
  });
});
