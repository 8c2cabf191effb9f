/** Conversations for which somebody at this device does not want to be asked for a name. Nothing but their ids is stored. */

const KEY = "tresen.inbox.unnamed";
/** More than that were dismissed long ago. */
const MOST = 200;

let here: readonly string[] | null = null;

export function dismissed(conversation: string): boolean {
  return all().includes(conversation);
}

export function dismiss(conversation: string): void {
  here = [conversation, ...all().filter((each) => each !== conversation)].slice(0, MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(here));
  } catch {
    // Storage is forbidden: it lasts as long as the page.
  }
}

/** Nothing of it stays in this browser. */
export function forgetDismissed(): void {
  here = null;
  try {
    localStorage.removeItem(KEY);
  } catch {
    return;
  }
}

function all(): readonly string[] {
  here ??= stored();
  return here;
}

function stored(): readonly string[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((each) => typeof each === "string").slice(0, MOST) : [];
  } catch {
    return [];
  }
}
