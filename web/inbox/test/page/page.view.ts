import { describe, expect, it } from "vitest";
import { page } from "vitest/browser";
import { DESKTOP, PHONE, shown, violations } from "../showing.ts";
import Sample from "./Sample.svelte";

const box = (selector: string): DOMRect => {
  const found = document.querySelector(selector);
  if (found === null) throw new Error(`no ${selector} on the page`);
  return found.getBoundingClientRect();
};
const WIDE = 1136;
const TEXT = 720;

describe("the one frame of all pages", () => {
  it("[look] is 1,136 px wide at most, in the middle, with the action at the top right", async () => {
    await shown(Sample, {}, [1920, 1000]);
    const [left, right] = [box("header").left, window.innerWidth - box("header").right];
    expect(Math.abs(left - right)).toBeLessThan(2);
    expect(box("header").width).toBe(WIDE);
    expect(box("header .btn").right).toBe(box("header").right);
    expect(box("header .btn").bottom).toBeLessThanOrEqual(box(".card").top);
    expect(box(".card").right).toBe(box("header").right);
  });

  it("[look] keeps what is written at 720 px, and 24 px around and inside a card", async () => {
    await shown(Sample, {}, DESKTOP);
    expect(box(".card p").width).toBeLessThanOrEqual(TEXT);
    const card = document.querySelector(".card");
    if (card === null) throw new Error("no card");
    expect(getComputedStyle(card).padding).toBe("24px");
    expect(box("header").left - box(".page").left).toBe(24);
    expect(box("nav").left).toBe(box("header").left);
    expect(await violations()).toEqual([]);
  });

  it("[look] leads up: to the shop on a desktop, to the rest on a phone, where 16 px are around", async () => {
    await shown(Sample, {}, DESKTOP);
    const up = () => page.getByRole("link", { name: /^(Laden|Mehr)$/ }).elements();
    expect(up().map((each) => each.getAttribute("href"))).toEqual(["#/shop"]);
    await page.viewport(...PHONE);
    expect(up().map((each) => each.getAttribute("href"))).toEqual(["#/more"]);
    expect(box("header").left).toBe(16);
    expect(box(".card").width).toBe(PHONE[0] - 32);
    expect(await violations()).toEqual([]);
  });
});
