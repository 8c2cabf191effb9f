/** What a page fetches at once where a passkey may be offered, kept, named or replaced. */

export { default as Held } from "./Held.svelte";
export { asks, leaves, renewed, troubleOf } from "./renewal.ts";
export { default as Section } from "./Section.svelte";
export { default as Touch } from "./Touch.svelte";
