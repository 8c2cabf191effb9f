/** What is offered once: for each business, and remembered on this device alone. */
export interface Once {
  /** It was closed, or taken. */
  was(): boolean;
  set(): void;
  forget(): void;
}

export function once(name: string): Once {
  const key = (): string => `tresen.${name}${location.pathname}`;
  return {
    was: () => {
      try {
        return localStorage.getItem(key()) !== null;
      } catch {
        // What cannot be remembered is not shown: it would come again and again.
        return true;
      }
    },
    set: () => {
      try {
        localStorage.setItem(key(), "1");
      } catch {
        return;
      }
    },
    forget: () => {
      try {
        localStorage.removeItem(key());
      } catch {
        return;
      }
    },
  };
}

/** The line that leads to the card of what keeps the customer in touch. */
export const card: Once = once("card");
/** A passkey, on that card. */
export const touch: Once = once("touch");
