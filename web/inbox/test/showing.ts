/** Shows one view of the inbox without a server: it is handed the values that a test gives. */
import "@tresen/ui/styles/tokens.css";
import "@tresen/ui/styles/base.css";
import "@tresen/ui/styles/controls.css";
import "@tresen/ui/styles/forced.css";
import "@tresen/ui/styles/plain.css";
import type { Inbox } from "@tresen/core/api";
import axe from "axe-core";
import { type Component, mount, unmount } from "svelte";
import { onTestFinished } from "vitest";
import { page } from "vitest/browser";
import { here } from "../src/here.svelte.ts";
import Around from "./Around.svelte";

export const PHONE = [390, 844] as const;
export const DESKTOP = [1280, 800] as const;

/** The part of an inbox that a view reads. What it asks for beyond that fails the test by name. */
export function inboxOf(values: Partial<Inbox>): Inbox {
  return new Proxy(values as Inbox, {
    get(target, name, receiver) {
      if (!(name in target))
        throw new Error(`the view reads inbox.${String(name)}, which this test does not give`);
      return Reflect.get(target, name, receiver);
    },
  });
}

/** In German and in Berlin, on a screen of that size; gone when the test ends. */
export async function shown(
  view: Component<Record<string, never>>,
  inbox: Partial<Inbox>,
  [width, height]: readonly [number, number] = DESKTOP,
): Promise<void> {
  await page.viewport(width, height);
  here.choose({ language: "de" });
  here.zone = "Europe/Berlin";
  const app = mount(Around, { target: document.body, props: { inbox: inboxOf(inbox), view } });
  onTestFinished(() => unmount(app));
}

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** One line for each violation of WCAG 2.2 AA in what is shown. */
export async function violations(): Promise<readonly string[]> {
  const { violations } = await axe.run(document.body, { runOnly: RULES, resultTypes: ["violations"] });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(" ")}`));
}
