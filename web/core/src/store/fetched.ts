/** Which of the files on this device the server has as well. */

import { FILES } from "./database.ts";

/** Is this key of `state` that of a file which nothing in the outbox needs? It comes again from the server when somebody looks at it. */
export function fetchedAgain(outbox: readonly { readonly blob?: string }[]): (key: string) => boolean {
  const waiting = new Set(outbox.flatMap(({ blob }) => blob ?? []));
  return (key) => key.startsWith(FILES) && !waiting.has(key.slice(key.lastIndexOf(":") + 1));
}
