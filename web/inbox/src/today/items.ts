/** What a new shop does on its first day: which of it is left, and what may be closed undone. Pure. */

/** In the order in which they stand on the card. */
export const ITEMS = [
  "sheet",
  "imprint",
  "sign",
  "notify",
  "replies",
  "picture",
  "invite",
  "install",
] as const;
export type ItemName = (typeof ITEMS)[number];

/** Without these no shop can be: they cannot be closed. */
export const MUST: readonly ItemName[] = ["sheet", "imprint"];

/** How each stands; null: this browser cannot do it. */
export type Standing = Readonly<Record<ItemName, boolean | null>>;

export interface Item {
  readonly name: ItemName;
  readonly done: boolean;
  readonly closable: boolean;
}

/**
 * The card's lines. `closed` is what was closed on this device, null on one on which no shop was set up: there the card shows only what no
 * shop can be without. Empty: there is no card, because all is done or closed.
 */
export function itemsOf(standing: Standing, closed: readonly string[] | null): readonly Item[] {
  const must = MUST.filter((name) => standing[name] === false);
  const shown = ITEMS.filter((name) => {
    if (MUST.includes(name)) return closed !== null || must.includes(name);
    return closed !== null && standing[name] !== null && !closed.includes(name);
  });
  const items = shown.map((name) => ({
    name,
    done: standing[name] === true,
    closable: !MUST.includes(name),
  }));
  return items.every(({ done }) => done) ? [] : items;
}
