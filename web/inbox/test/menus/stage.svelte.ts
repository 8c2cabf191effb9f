import type { ConversationRow, Label } from "@tresen/core/api";
import type { Point } from "@tresen/ui/log/hold";

/** What the test of the menus shows, and what was chosen in it. */
export const stage: {
  what: "menu" | "assign" | "label";
  row: ConversationRow;
  at: Point | null;
  chosen: string[];
  carried: ReadonlySet<string>;
  toggled: (label: Label, on: boolean) => void;
} = $state({
  what: "menu",
  row: {} as ConversationRow,
  at: null,
  chosen: [],
  carried: new Set<string>(),
  toggled: () => undefined,
});
