import { mark } from "./emptied.ts";

/** This browser holds a conversation with the business whose page this is. */
export function markHere(): void {
  try {
    localStorage.setItem(mark(), "1");
  } catch {
    return;
  }
}

/** The conversation ended here on purpose. */
export function forgetHere(): void {
  try {
    localStorage.removeItem(mark());
  } catch {
    return;
  }
}
