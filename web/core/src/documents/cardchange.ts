/** A change of a card, as the team makes it: what is given is set, the rest stays. */

import { born, type Card, labelled, speaking, type TextField, withFields, written } from "./card.ts";
import type { Values } from "./merge.ts";

export interface CardChange {
  /** An empty text takes it away. */
  readonly texts?: Partial<Record<TextField, string>>;
  /** `YYYY-MM-DD`, `--MM-DD`, or empty. */
  readonly birthday?: string;
  /** Free fields by name; an empty value takes one away. */
  readonly fields?: ReadonlyMap<string, string>;
  /** All languages, the preferred one first. */
  readonly languages?: readonly string[];
  /** Labels to put on (true) or take off (false). */
  readonly labels?: ReadonlyMap<string, boolean>;
}

/** The fields that a change sets on this card. Throws `TooLong`. */
export const valuesOf = (card: Card, { texts, birthday, fields, languages, labels }: CardChange): Values => ({
  ...(texts === undefined ? {} : written(texts)),
  ...(birthday === undefined ? {} : born(birthday)),
  ...(fields === undefined ? {} : withFields(card, fields)),
  ...(languages === undefined ? {} : speaking(languages)),
  ...(labels === undefined ? {} : labelled(labels)),
});
