import { toast } from "@tresen/ui";
import type { Component } from "svelte";
import { fetchPart } from "./later.svelte.ts";
import { t } from "./words.ts";

/** Loaded together with the code that erases, so that a question on the screen can be answered without a network. */
const ofTheCustomer = async () =>
  (await Promise.all([import("./Own.svelte"), import("@tresen/core/erasing")]))[0];
const ofTheBusiness = () => import("./Sheets.svelte");

/** What can cover the page, and where it is loaded from. One sheet at a time, so that the browser's Back always means "close it". */
const sheets = {
  profile: ofTheBusiness,
  hours: ofTheBusiness,
  imprint: ofTheBusiness,
  privacy: ofTheBusiness,
  trust: ofTheBusiness,
  return: ofTheCustomer,
  devices: ofTheCustomer,
  eraseMessage: ofTheCustomer,
  eraseConversation: ofTheCustomer,
  past: ofTheCustomer,
};

export type SheetName = keyof typeof sheets;

type View = Component<Record<string, never>, object, string>;

interface Shown {
  readonly name: SheetName;
  /** What it is about: a message, by its key. */
  readonly about: string;
  readonly View: View;
}

let shown = $state.raw<Shown | null>(null);

/** Opens a sheet. Sheets and their words are fetched on demand, so that the page itself stays light. */
export async function openSheet(name: SheetName, about = ""): Promise<void> {
  try {
    shown = { name, about, View: await fetchPart<View>(sheets[name]) };
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
