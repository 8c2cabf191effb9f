/** Operations of the shared vectors: the audit trail's chain (D9). */

import { toBase64url } from "../../src/base/bytes.ts";
import { firstWrong } from "../../src/law/trail.ts";
import { unhex } from "./plain.ts";

type Values = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => toBase64url(unhex(String(value)));

export const trailOperations: Readonly<Record<string, (given: Values) => Promise<Values>>> = {
  audit_trail: async ({ lines }) => ({
    wrong: await firstWrong(
      (lines as readonly Values[]).map((it) => ({
        n: Number(it.n),
        atMs: Number(it.at_ms),
        what: String(it.what),
        person: it.person as number | null,
        conversation: it.conversation === null ? null : text(it.conversation),
        hash: text(it.hash),
      })),
    ),
  }),
};
