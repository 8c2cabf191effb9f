/** What a customer chose on this device. It stays here; nothing of it is sent, and nothing is stored until something is chosen. */
export interface Choices {
  /** A soft sound for messages that arrive while the page is not in front. */
  readonly sound: boolean;
  /** What was sent stays here for five seconds and can be taken back. */
  readonly takeBack: boolean;
}

export const defaults: Choices = { sound: true, takeBack: false };
/** In a frame of somebody else's page nothing sounds before somebody says so. */
export const inFrame: Choices = { sound: false, takeBack: false };

/** The conversation looks for it as well, to fetch what acts by it. */
const KEY = "tresen.chat.choices";

const NAMES = ["sound", "takeBack"] as const;

/** The stored choices; those of `first` for whatever is missing, unknown or unreadable. */
export function read(first = defaults): Choices {
  try {
    return fit(JSON.parse(localStorage.getItem(KEY) ?? "{}"), first);
  } catch {
    return first;
  }
}

/** Stores the choices; those that are all as at first leave nothing behind. A browser that stores nothing forgets them with the page. */
export function write(choices: Choices, first = defaults): void {
  try {
    const asAtFirst = NAMES.every((name) => choices[name] === first[name]);
    if (asAtFirst) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(choices));
  } catch {
    return;
  }
}

export function fit(stored: unknown, first = defaults): Choices {
  const found: Partial<Record<keyof Choices, unknown>> =
    typeof stored === "object" && stored !== null ? stored : {};
  const { sound, takeBack } = found;
  return {
    sound: typeof sound === "boolean" ? sound : first.sound,
    takeBack: typeof takeBack === "boolean" ? takeBack : first.takeBack,
  };
}
