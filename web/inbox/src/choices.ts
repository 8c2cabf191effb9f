/** What a person chose on this device. It stays here; nothing of it is sent. */
export interface Choices {
  readonly language: "auto" | "de" | "en";
  /** A soft sound for new messages. */
  readonly sound: boolean;
  /** Single letters act as shortcuts. */
  readonly letters: boolean;
  /** Quick replies are suggested under the newest message. */
  readonly suggestions: boolean;
  /** What was sent stays here for five seconds and can be taken back. */
  readonly takeBack: boolean;
  /** The first answer makes a conversation its writer's. */
  readonly takeOver: boolean;
  /** The team's labels stand under the filters. */
  readonly labelBar: boolean;
  /** This device shows notifications. */
  readonly notify: boolean;
  /** It is also to be woken while Tresen is closed. */
  readonly push: boolean;
  /** That signals do not arrive here was said, since they last did. */
  readonly doubted: boolean;
  /** What is in them: name and text, the name, or neither. */
  readonly detail: "full" | "name" | "none";
}

export const defaults: Choices = {
  language: "auto",
  sound: true,
  letters: true,
  suggestions: true,
  takeBack: false,
  takeOver: true,
  labelBar: false,
  notify: false,
  push: false,
  doubted: false,
  detail: "name",
};

const key = "tresen.inbox.choices";

/** The stored choices; defaults for whatever is missing, unknown or unreadable. */
export function read(): Choices {
  try {
    return fit(JSON.parse(localStorage.getItem(key) ?? "{}"));
  } catch {
    return defaults;
  }
}

/** Stores the choices. A browser that stores nothing only forgets them with the page. */
export function write(choices: Choices): void {
  try {
    localStorage.setItem(key, JSON.stringify(choices));
  } catch {
    return;
  }
}

export function fit(stored: unknown): Choices {
  const found: Partial<Record<keyof Choices, unknown>> =
    typeof stored === "object" && stored !== null ? stored : {};
  return {
    language: found.language === "de" || found.language === "en" ? found.language : defaults.language,
    sound: typeof found.sound === "boolean" ? found.sound : defaults.sound,
    letters: typeof found.letters === "boolean" ? found.letters : defaults.letters,
    suggestions: typeof found.suggestions === "boolean" ? found.suggestions : defaults.suggestions,
    takeBack: typeof found.takeBack === "boolean" ? found.takeBack : defaults.takeBack,
    takeOver: typeof found.takeOver === "boolean" ? found.takeOver : defaults.takeOver,
    labelBar: typeof found.labelBar === "boolean" ? found.labelBar : defaults.labelBar,
    notify: typeof found.notify === "boolean" ? found.notify : defaults.notify,
    push: typeof found.push === "boolean" ? found.push : defaults.push,
    doubted: typeof found.doubted === "boolean" ? found.doubted : defaults.doubted,
    detail: found.detail === "full" || found.detail === "none" ? found.detail : defaults.detail,
  };
}
