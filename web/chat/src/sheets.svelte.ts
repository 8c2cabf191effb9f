import { toast } from "@tresen/ui";
import type { Component } from "svelte";
import { t } from "./words.ts";

/** What can lie over the page. One at a time, so that the browser's Back always means "close it". */
export type SheetName = "profile" | "hours" | "imprint" | "privacy" | "trust" | "return";

interface Shown {
  readonly name: SheetName;
  readonly View: Component<{ name: SheetName }>;
}

let shown = $state.raw<Shown | null>(null);

/** Opens a sheet. The sheets and their words come when the first one is wanted, so that the page itself stays light. */
export async function openSheet(name: SheetName): Promise<void> {
  try {
    const { default: View } = await import("./Sheets.svelte");
    shown = { name, View };
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
