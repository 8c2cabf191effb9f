export * from "./peer.svelte.ts";
