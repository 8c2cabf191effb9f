/**
 * Answers that were looked through on this device and whose message may still be on its way: request and conversation. They are set to
 * answered once the message has arrived at the server, at the latest when the page is opened again. No word of them is here.
 */
const KEY = "tresen.inbox.answers";

export interface Sent {
  readonly n: number;
  readonly conversation: string;
}

export function sentHere(): readonly Sent[] {
  try {
    const read: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(read) ? read.filter(isSent) : [];
  } catch {
    return [];
  }
}

const isSent = (value: unknown): value is Sent =>
  typeof value === "object" &&
  value !== null &&
  Number.isSafeInteger((value as Sent).n) &&
  typeof (value as Sent).conversation === "string";

export const rememberSent = (n: number, conversation: string): void =>
  keep([...sentHere().filter((each) => each.n !== n), { n, conversation }]);

export const forgetSent = (n: number): void => keep(sentHere().filter((each) => each.n !== n));

function keep(all: readonly Sent[]): void {
  try {
    if (all.length === 0) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // A browser that stores nothing: somebody presses "Als beantwortet vermerken".
    return;
  }
}
