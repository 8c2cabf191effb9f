export { printing } from "./printing.svelte.ts";
