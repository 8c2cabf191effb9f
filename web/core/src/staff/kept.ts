/** What the leading tab writes into documents of which there is one, or one for each conversation, and which it only merges (L8). */

import * as card from "../documents/card.ts";
import * as filters from "../documents/filters.ts";
import * as labels from "../documents/labels.ts";
import type { Values } from "../documents/merge.ts";
import { movingKitCommands } from "../movingkit/leader.ts";
import { wayCommands } from "../ways/leader.ts";

type Writer = Parameters<typeof wayCommands>[0] & Parameters<typeof movingKitCommands>[0];

export const documentCommands = (documents: Writer) => ({
  setCard: (id: string, values: Values) => documents.set(card, id, values),
  setLabels: (values: Values) => documents.set(labels, null, values),
  setFilters: (values: Values) => documents.set(filters, null, values),
  ...wayCommands(documents),
  ...movingKitCommands(documents),
});
