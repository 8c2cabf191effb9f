/** The version of Tresen that this app belongs to; put in by the build (vite.shared.ts). */
declare const __VERSION__: string;
/** Names the sources it was built from; `tresen verify` tells it of a server (docs/howto/verify.md). */
declare const __BUILD_ID__: string;
