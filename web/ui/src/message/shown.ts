import type { Acts, MessageRow } from "../rows.ts";
import type { Chip } from "./reactions.ts";
import type { MessageWords } from "./words.de.ts";

export type Quoted = NonNullable<Acts["quote"]>;
export type RefusedAct = Acts["refused"][number];

/** What the parts of a message that show its acts need of their surroundings. */
export interface Surroundings {
  readonly words: MessageWords;
  readonly zone: string;
  /** Who said or did something. */
  nameOf(who: { readonly ours: boolean; readonly by: string | null }): string;
  onjump(key: string): unknown;
  onversions(row: MessageRow): unknown;
  onchip(row: MessageRow, chip: Chip): unknown;
  ondismiss(row: MessageRow, act: RefusedAct): unknown;
  /** Messages that are selected; null: none is being selected. */
  readonly selected: ReadonlySet<string> | null;
  onselect(row: MessageRow): unknown;
}
