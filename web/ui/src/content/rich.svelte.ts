import type Rich from "./Rich.svelte";

// A text with none of these is words alone. Everything that `Rich` marks, links or enlarges has one of them.
const SIGN = /[*_~`@]|:\/\/|www\.|[+0][1-9]|\d{5}|^\P{L}{1,120}$/iu;

let part = $state.raw<typeof Rich>();
let asked = false;

/** The component for a text in which something may be marked or tapped; undefined while it is words alone. Fetched when it is first needed. */
export function richFor(text: string): typeof Rich | undefined {
  if (!SIGN.test(text)) return;
  if (!asked) {
    asked = true;
    import("./Rich.svelte").then(
      (found) => {
        part = found.default;
      },
      () => {
        asked = false;
      },
    );
  }
  return part;
}
