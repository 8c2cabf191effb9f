/** The search index of the inbox, away from what a person sees and types. */

import { serveIndex } from "@tresen/core/search/serve";

serveIndex(globalThis as unknown as Parameters<typeof serveIndex>[0], globalThis);
