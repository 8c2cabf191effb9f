import { type Choices, read, write } from "./choices.ts";

let choices = $state.raw<Choices>(read());

/** The choices as they are now. Reactive. */
export const chosen = (): Choices => choices;

export function choose(change: Partial<Choices>): void {
  choices = { ...choices, ...change };
  write(choices);
}
