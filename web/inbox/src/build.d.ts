/** The version of Tresen that this app belongs to; set by the build (vite.shared.ts). */
declare const __VERSION__: string;
/** Identifies the sources it was built from; `tresen verify` reports a server's (docs/howto/verify.md). */
declare const __BUILD_ID__: string;
