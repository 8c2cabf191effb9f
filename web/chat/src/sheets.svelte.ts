/** What can lie over the page. One at a time, so that the browser's Back always means "close it". */
export type SheetName = "profile" | "imprint" | "privacy" | "trust" | "return";

let open = $state<SheetName | null>(null);

export function openSheet(name: SheetName): void {
  open = name;
}

export function closeSheet(): void {
  open = null;
}

/** The sheet that is open. Reactive. */
export function shownSheet(): SheetName | null {
  return open;
}
