/** Reads exports of other messengers, away from what a person sees and types. */

import { type FormerPort, serveReader } from "@tresen/core/former/serve";

serveReader(globalThis as unknown as FormerPort);
