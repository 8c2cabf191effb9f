/** What was said of devices that are or were a program's, as the vectors have it (S23). */

import { toBase64url } from "../../src/base/bytes.ts";
import type { Chain } from "../../src/trust/chain.ts";
import { programSaid, readProgram } from "../../src/trust/programs.ts";

/** Nothing where nothing was said. */
export function programsOut(chain: Chain, id: Uint8Array): Readonly<Record<string, unknown>> {
  const says: [number, unknown][] = [];
  for (let each = chain.devices.get(toBase64url(id)); each !== undefined; each = each.was)
    says.unshift([each.since ?? 0, each.said]);
  if (says.length === 1 && says[0]?.[1] == null) return {};
  return {
    programs: says.map(([atMs, said]) => {
      const program = readProgram(said);
      return { at_ms: atMs, is: program === null ? null : programSaid(program) };
    }),
  };
}
