/** Emoji that were picked last, and the skin tone. */

export interface Memory {
  readonly recent: readonly string[];
  readonly tone: number;
}

export const RECENT = 24;
const KEY = "tresen.emoji";
const NOTHING: Memory = { recent: [], tone: 0 };

/** The emoji goes to the front. */
export const picked = (memory: Memory, emoji: string): Memory => ({
  ...memory,
  recent: [emoji, ...memory.recent.filter((each) => each !== emoji)].slice(0, RECENT),
});

/** What is not of that shape is left out: anybody at this browser may have written it. */
export function fit(stored: unknown): Memory {
  if (typeof stored !== "object" || stored === null) return NOTHING;
  const { recent, tone } = stored as Partial<Record<keyof Memory, unknown>>;
  const listed = Array.isArray(recent) ? recent : [];
  return {
    recent: listed.filter((each) => typeof each === "string" && isEmoji(each)).slice(0, RECENT),
    tone: typeof tone === "number" && [1, 2, 3, 4, 5].includes(tone) ? tone : 0,
  };
}

const isEmoji = (text: string): boolean =>
  text.length <= 40 && /^(?:\p{Emoji}|\p{M}|\u200D|[\u{E0020}-\u{E007F}])+$/u.test(text);

/** For a visit that stores nothing. */
let here = NOTHING;

/** `stored`: what this browser kept; else what this visit knows. */
export function read(stored: boolean): Memory {
  if (!stored) return here;
  try {
    return fit(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return here;
  }
}

export function write(memory: Memory, stored: boolean): void {
  here = memory;
  if (!stored) return;
  try {
    localStorage.setItem(KEY, JSON.stringify(memory));
  } catch {
    return;
  }
}

/** Nothing of it stays in this browser. */
export function forget(): void {
  here = NOTHING;
  try {
    localStorage.removeItem(KEY);
  } catch {
    return;
  }
}
