/** Addresses of all hashed files of the app; put in by the build (vite.shared.ts). */
declare const __PRECACHE__: readonly string[];
/** Addresses of the parts of further languages, of which a device keeps its own. */
declare const __TONGUES__: readonly string[];
/** Changes whenever one of them or the page does. */
declare const __BUILD__: string;
