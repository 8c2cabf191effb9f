import { closeSheet, openSheet, type SheetName } from "./sheets.svelte.ts";

/** Opens another sheet in place of the one that is open, once the browser has taken back its place in the history. */
export function instead(name: SheetName, about = ""): void {
  addEventListener("popstate", () => setTimeout(() => void openSheet(name, about)), { once: true });
  closeSheet();
}
