import type { Label } from "@tresen/core/api";
import type { LabelWords } from "../i18n/labels.de.ts";

/** What a label is called: as the team named it, or in the reader's language as long as nobody did. */
export function labelName({ id, name }: Pick<Label, "id" | "name">, words: LabelWords): string {
  return name ?? words.defaults[id as keyof LabelWords["defaults"]] ?? id;
}
