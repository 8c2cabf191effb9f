import type { OpenIndex } from "@tresen/core/api";
import { remoteIndex } from "@tresen/core/search/remote";
import { trusted } from "@tresen/ui/trusted";
import address from "./worker.ts?worker&url";

/** The index in a worker. */
export const openIndex: OpenIndex = (told) =>
  remoteIndex(new Worker(trusted("tresen-search", address), { name: "search" }), told);
