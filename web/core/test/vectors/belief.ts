/** Operations of the shared vectors: what is believed of `expired` events, stored times and retention classes (D3, D10, S18). */

import { believe, daysAt, isAlarm, isLocked, type Word } from "../../src/erasing/belief.ts";
import { type Classed, newestClass, stands } from "../../src/model/conversation.ts";
import { openClass } from "../../src/seal/classing.ts";
import { contradicts } from "../../src/store/times.ts";
import { hex, unhex } from "./plain.ts";

type Values = Readonly<Record<string, unknown>>;

const numbered = <T>(values: unknown): ReadonlyMap<number, T> =>
  new Map(Object.entries(values as Record<string, T>).map(([rev, each]) => [Number(rev), each]));

const wordIn = (it: Values): Word => ({
  pos: Number(it.pos),
  storedMs: Number(it.stored_ms),
  signedMs: it.signed_ms as number | null,
  as: String(it.class),
});

export const beliefOperations: Readonly<Record<string, (given: Values) => Values | Promise<Values>>> = {
  expired_believed: (v) => {
    const atMs = Number(v.at_ms);
    const profiles = numbered<Readonly<Record<string, unknown>>>(v.profiles);
    const days = daysAt(profiles, numbered<number>(v.signed_ms), Number(v.rev), atMs, Number(v.now_ms));
    const words = (v.words as readonly Values[]).map(wordIn);
    const { verdict, unproven } = believe(days, atMs, v.erased as readonly (readonly [number, number])[], {
      words,
      others: v.others as readonly number[],
      callsMs: v.calls_ms as readonly number[],
      holdMs: v.hold_ms as number | null,
      over: v.over === true,
    });
    return { verdict, unproven };
  },
  erased_locked: (v) => {
    const word = wordIn(v.word as Values);
    const atMs = Number(v.at_ms);
    const ranges = v.erased as readonly (readonly [number, number])[];
    const kept = new Set(v.kept as readonly number[]);
    return {
      stays: isLocked(word, atMs),
      alarm: isAlarm(word, { atMs, ranges, kept, covered: v.covered === true }),
    };
  },
  stored_contradicts: (v) => ({
    alarm: contradicts(v.before_ms as readonly number[], Number(v.stored_ms), v.signed_ms as number | null),
  }),
  class_that_counts: (v) => {
    let known: Classed | undefined;
    for (const { class: as, signed_ms, stored_ms } of v.classes as readonly Values[]) {
      const signed = signed_ms !== null && stands(String(as), Number(signed_ms), Number(stored_ms));
      known = newestClass(known, signed || { as: String(as), atMs: null });
    }
    return { class: known?.as ?? "chat" };
  },
  check_class: async (v) => {
    const signers = v.signers as Readonly<Record<string, string>>;
    const signed = { body: unhex(String(v.body)), signature: unhex(String(v.signature)) };
    const [business, conversation] = [unhex(String(v.business)), unhex(String(v.conversation))];
    const said = await openClass(signed, business, conversation, (device) => {
      const ed = signers[hex(device)];
      return ed === undefined ? null : unhex(ed);
    });
    return {
      class: said.as,
      pos: said.pos,
      hash: hex(said.hash),
      at_ms: said.atMs,
      signer: hex(said.signer),
    };
  },
};
