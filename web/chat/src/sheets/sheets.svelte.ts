import { toast } from "@tresen/ui";
import type { Component } from "svelte";
import { fetchPart } from "../later.svelte.ts";
import { t } from "../words.ts";

export type SheetName =
  | "profile"
  | "hours"
  | "imprint"
  | "privacy"
  | "trust"
  | "card"
  | "contact"
  | "return"
  | "search"
  | "devices"
  | "settings"
  | "languages"
  | "eraseMessage"
  | "eraseConversation"
  | "myData"
  | "past";

type View = Component<Record<string, never>, object, string>;

/** Where each sheet is loaded from. */
export type Sheets = (name: SheetName) => () => Promise<{ readonly default: View }>;

interface Shown {
  readonly name: SheetName;
  /** What it is about: a message, by its key. */
  readonly about: string;
  readonly View: View;
}

let sheets: Sheets;
let shown = $state.raw<Shown | null>(null);

/** Says where the sheets are. Once, before the first one is opened: a sheet opens others without importing them. */
export function provideSheets(all: Sheets): void {
  sheets = all;
}

/** Opens a sheet. Sheets and their words are fetched on demand, so that the page itself stays light. */
export function openSheet(name: SheetName, about = ""): Promise<void> {
  return withPart<View>(sheets(name), (View) => {
    shown = { name, about, View };
  });
}

/** Does something with a part of the page that is fetched for it, or says that it cannot be fetched. */
export async function withPart<Part>(
  load: () => Promise<{ readonly default: Part }>,
  use: (part: Part) => unknown,
): Promise<void> {
  try {
    await use(await fetchPart(load));
  } catch {
    toast(t("notNow"), { label: t("reload"), run: () => location.reload() });
  }
}

export function closeSheet(): void {
  shown = null;
}

/** The sheet that is open. Reactive. */
export function shownSheet(): Shown | null {
  return shown;
}
