/** One thing that can be done with a message. */
export interface Verb {
  /** Path of its icon. */
  readonly icon: string;
  readonly label: string;
  /** Stands beside the label, and is heard after it. */
  readonly hint?: string;
  /** Something is lost by it: it stands last and apart. */
  readonly loss?: boolean;
  /** Runs before the menu closes: the clipboard takes only what is written during the press. */
  readonly direct?: boolean;
  readonly run: () => unknown;
}

/** Reactions stand above the verbs. */
export interface Reactions {
  /** The own one, which a second tap takes back. */
  readonly own: string | null;
  readonly onreact: (emoji: string | null) => unknown;
  /** Any other one. */
  readonly onmore: () => unknown;
}

/** The six that need no search, with the name that is heard. */
export const SIX = [
  ["👍", "thumb"],
  ["❤️", "heart"],
  ["😊", "joy"],
  ["🙏", "thanks"],
  ["🎉", "party"],
  ["😮", "wow"],
] as const;
