/** That the customer was asked for a name here: once for each business, on this device alone. */

const key = (): string => `tresen.asked${location.pathname}`;

export function wasAsked(): boolean {
  try {
    return localStorage.getItem(key()) !== null;
  } catch {
    // What cannot be remembered is not asked: it would be asked again and again.
    return true;
  }
}

export function setAsked(): void {
  try {
    localStorage.setItem(key(), "1");
  } catch {
    return;
  }
}

export function forgetAsked(): void {
  try {
    localStorage.removeItem(key());
  } catch {
    return;
  }
}
