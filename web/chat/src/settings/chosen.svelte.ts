import { framed } from "../framed.ts";
import { type Choices, defaults, inFrame, read, write } from "./choices.ts";

/** The choices of whoever chose nothing. */
export const first = framed ? inFrame : defaults;
let choices = $state.raw<Choices>(read(first));

/** The choices as they are now. Reactive. */
export const chosen = (): Choices => choices;

export function choose(change: Partial<Choices>): void {
  choices = { ...choices, ...change };
  write(choices, first);
}
