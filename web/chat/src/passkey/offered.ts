/** That a passkey was offered here, and made or declined: once for each business, on this device alone. */

const key = (): string => `tresen.passkey${location.pathname}`;

export function wasOffered(): boolean {
  try {
    return localStorage.getItem(key()) !== null;
  } catch {
    // What cannot be remembered is not offered: it would be offered again and again.
    return true;
  }
}

export function setOffered(): void {
  try {
    localStorage.setItem(key(), "1");
  } catch {
    return;
  }
}

export function forgetOffered(): void {
  try {
    localStorage.removeItem(key());
  } catch {
    return;
  }
}
