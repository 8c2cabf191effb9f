/** What a customer chose on this device. It stays here; nothing of it is sent, and nothing is stored until something is chosen. */
export interface Choices {
  /** A soft sound for messages that arrive while the page is not in front. */
  readonly sound: boolean;
  /** What was sent stays here for five seconds and can be taken back. */
  readonly takeBack: boolean;
}

export const defaults: Choices = { sound: false, takeBack: false };

/** The conversation looks for it as well, to fetch what acts by it. */
const KEY = "tresen.chat.choices";

/** The stored choices; defaults for whatever is missing, unknown or unreadable. */
export function read(): Choices {
  try {
    return fit(JSON.parse(localStorage.getItem(KEY) ?? "{}"));
  } catch {
    return defaults;
  }
}

/** Stores the choices; those that are all as at first leave nothing behind. A browser that stores nothing forgets them with the page. */
export function write(choices: Choices): void {
  try {
    if (choices.sound || choices.takeBack) localStorage.setItem(KEY, JSON.stringify(choices));
    else localStorage.removeItem(KEY);
  } catch {
    return;
  }
}

export function fit(stored: unknown): Choices {
  const { sound, takeBack }: Partial<Record<keyof Choices, unknown>> =
    typeof stored === "object" && stored !== null ? stored : {};
  return { sound: sound === true, takeBack: takeBack === true };
}
