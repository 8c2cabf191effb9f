/** What a key does in a conversation. The log acts by this, and the overview of keys is held against it. */
export type LogCommand = "previous" | "next" | "first" | "last" | "menu" | "field";

interface Press {
  readonly key: string;
  readonly shiftKey: boolean;
}

const STEPS: Readonly<Record<string, LogCommand>> = {
  ArrowUp: "previous",
  ArrowDown: "next",
  Home: "first",
  End: "last",
};

/** `onMessage`: a message itself has the focus, nothing in it. null: the key means nothing here. */
export function commandIn({ key, shiftKey }: Press, onMessage: boolean): LogCommand | null {
  if (key === "Escape") return "field";
  if (key === "ContextMenu" || (key === "F10" && shiftKey)) return "menu";
  if (shiftKey) return null;
  if (onMessage && (key === "Enter" || key === "m")) return "menu";
  return STEPS[key] ?? null;
}
