/** Which request for a name was declined here: the last one, on this device alone. */

const key = (): string => `tresen.asked${location.pathname}`;

export function wasDeclined(pos: number): boolean {
  try {
    return Number(localStorage.getItem(key()) ?? 0) >= pos;
  } catch {
    // What cannot be remembered is not asked: it would be asked again and again.
    return true;
  }
}

export function setDeclined(pos: number): void {
  try {
    localStorage.setItem(key(), `${pos}`);
  } catch {
    return;
  }
}

export function forgetDeclined(): void {
  try {
    localStorage.removeItem(key());
  } catch {
    return;
  }
}
