/** The keyboard map. One place decides what a key does, the help shows the same table. */
export type Command =
  | "next"
  | "previous"
  | "first"
  | "last"
  | "close"
  | "assign"
  | "label"
  | "waiting"
  | "select"
  | "markUnread"
  | "pin"
  | "snooze"
  | "write"
  | "palette"
  | "search"
  | "back"
  | "help";

/** What a key press is, of a KeyboardEvent. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

/** Where it happens. */
export interface Place {
  /** The focus is in a field that takes text. */
  readonly typing: boolean;
  /** The focus is in the list or nowhere, so that arrows scroll nothing else. */
  readonly inList: boolean;
  /** Single letters act; people who dictate can switch that off (WCAG 2.1.4). */
  readonly letters: boolean;
}

const arrows: Readonly<Record<string, Command>> = {
  ArrowDown: "next",
  ArrowUp: "previous",
  Home: "first",
  End: "last",
};

const letters: Readonly<Record<string, Command>> = {
  j: "next",
  k: "previous",
  e: "close",
  a: "assign",
  l: "label",
  w: "waiting",
  x: "select",
  m: "markUnread",
  p: "pin",
  z: "snooze",
  n: "write",
  s: "search",
  "?": "help",
};

/** The command of a key press in a place, or null when the press means nothing to the app. */
export function commandOf(press: Press, place: Place): Command | null {
  if (isPalette(press)) return "palette";
  if (press.isComposing || press.ctrlKey || press.altKey || press.metaKey) return null;
  if (press.key === "Escape") return "back";
  if (place.typing) return null;
  const arrow = arrows[press.key];
  if (arrow) return place.inList ? arrow : null;
  return place.letters ? (letters[press.key] ?? null) : null;
}

/** Ctrl+K, or ⌘K on a Mac, also while one types. */
const isPalette = ({ key, ctrlKey, metaKey, altKey, isComposing }: Press): boolean =>
  key.toLowerCase() === "k" && ctrlKey !== metaKey && !altKey && !isComposing;

type Explained =
  | Exclude<Command, "first" | "last">
  | "open"
  | `message${"Previous" | "Next" | "First" | "Last" | "Menu" | "Field"}`
  | "send"
  | "newline"
  | "sendClose"
  | "sendLater"
  | "replies"
  | "editLast"
  | "stopWriting";

/** Keys, each of which does it, and what they do. A key that is held with others: `Ctrl+k`. */
type Line = readonly [keys: readonly string[], what: Explained];

/** The help, by where a key counts. What is under `field` belongs to the field for writing. */
export const help: Readonly<Record<"list" | "message" | "field", readonly Line[]>> = {
  list: [
    [["j", "ArrowDown"], "next"],
    [["k", "ArrowUp"], "previous"],
    [["Enter"], "open"],
    [["Escape"], "back"],
    [["e"], "close"],
    [["a"], "assign"],
    [["l"], "label"],
    [["w"], "waiting"],
    [["x"], "select"],
    [["m"], "markUnread"],
    [["p"], "pin"],
    [["z"], "snooze"],
    [["n"], "write"],
    [["s"], "search"],
    [["Ctrl+k"], "palette"],
    [["?"], "help"],
  ],
  message: [
    [["ArrowUp"], "messagePrevious"],
    [["ArrowDown"], "messageNext"],
    [["Home"], "messageFirst"],
    [["End"], "messageLast"],
    [["Enter", "m", "Shift+F10"], "messageMenu"],
    [["Escape"], "messageField"],
  ],
  field: [
    [["Enter"], "send"],
    [["Shift+Enter"], "newline"],
    [["Ctrl+Shift+Enter"], "sendClose"],
    [["Alt+Enter"], "sendLater"],
    [["/"], "replies"],
    [["ArrowUp"], "editLast"],
    [["Escape"], "stopWriting"],
  ],
};

/** True where letters are text: fields, and lists that jump to what is typed. */
export function takesText(element: Element | null): boolean {
  if (element === null) return false;
  if (element instanceof HTMLInputElement) return !["checkbox", "radio", "button"].includes(element.type);
  return (
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement ||
    element.closest("[contenteditable], [role=menu], [role=listbox]") !== null
  );
}
