import { shownToast } from "@tresen/ui";
import { beforeEach, describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { DESKTOP, PHONE, shown, violations } from "../../test/showing.ts";
import WebOfShop from "../../test/WebOfShop.svelte";
import { here } from "../here.svelte.ts";

let copied: string[] = [];
let refused = false;

beforeEach(() => {
  copied = [];
  refused = false;
  const writeText = async (text: string) => {
    if (refused) throw new DOMException("", "NotAllowedError");
    copied.push(text);
  };
  Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
});

describe("what the web may take", () => {
  for (const size of [DESKTOP, PHONE])
    it(`names four addresses, and copies them whole (${size[0]})`, async () => {
      await shown(WebOfShop, {}, size);
      expect([...document.querySelectorAll("li a")].map((each) => each.textContent)).toEqual([
        "chat.example/sonne",
        "chat.example/sonne/hours.json",
        "chat.example/sonne/closed.ics",
        "chat.example/sonne/card.vcf",
      ]);
      await page.getByRole("button", { name: "Link zu euch: Kopieren" }).click();
      await page.getByRole("button", { name: "Visitenkarte: Kopieren" }).click();
      expect(copied).toEqual([
        "https://chat.example/sonne#key=4D6T4M9F",
        "https://chat.example/sonne/card.vcf",
      ]);
      expect(shownToast()?.text).toBe("Kopiert.");
      expect(await violations()).toEqual([]);
    });

  it("says when a browser copies nothing, in English too", async () => {
    await shown(WebOfShop, {});
    here.choose({ language: "en" });
    refused = true;
    await page.getByRole("button", { name: "Link to you: Copy" }).click();
    await expect.element(page.getByText("Copying did not work")).toBeVisible();
    expect(await violations()).toEqual([]);
  });
});
