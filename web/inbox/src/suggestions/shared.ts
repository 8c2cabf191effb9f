import { refusals } from "./refused.ts";
import { Suggester } from "./suggester.ts";

let made: Promise<Suggester> | null = null;

/** The one suggester of this page. Its code is fetched when it is first needed, and asked for again when that failed. */
export function suggester(): Promise<Suggester> {
  made ??= import("@tresen/core/suggest").then(
    ({ SuggestionIndex }) => new Suggester(new SuggestionIndex(), nextTurn, refusals),
    (error: unknown) => {
      made = null;
      throw error;
    },
  );
  return made;
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
