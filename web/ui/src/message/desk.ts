export { Desk } from "./desk.svelte.ts";
