import { describe, expect, test } from "vitest";
import { renewed } from "../../../src/model/listentry.ts";
import { messageKey, type StoredRow } from "../../../src/model/row.ts";
import { edited, missedIn } from "../../../src/staff/list/lastwords.ts";
import { Kind } from "../../../src/wire/frames.ts";
import { EDIT_MS, Party } from "../../../src/wire/generated.ts";
import { storedRow } from "../../vectors/acts.ts";
import { entry } from "./shelf.ts";

const row = (pos: number, changed: Partial<StoredRow> = {}): StoredRow => ({
  ...storedRow({
    pos,
    at_ms: 1000 * pos,
    device: "11".repeat(16),
    counter: pos,
    person: null,
    spoken: false,
    refers: null,
    trouble: null,
    payload: null,
  }),
  entry: null,
  ...changed,
});

const last = row(3, { spoken: true, payload: { kind: "text", text: "2 Brote" } });
const refers = messageKey(last.device ?? "", 3);
const edit = (pos: number, text: string, changed: Partial<StoredRow> = {}) =>
  row(pos, { refers, payload: { kind: "edit", text }, ...changed });

describe("the last line in the list", () => {
  test("[S9] is the newest edit of the last message that counts", () => {
    const later = [edit(4, "3 Brote"), row(5, { refers, payload: { kind: "reaction", emoji: "👍" } })];
    expect(edited(last, later).payload?.text).toBe("3 Brote");
    expect(edited(last, [...later, edit(6, "4 Brote")]).payload?.text).toBe("4 Brote");
  });

  test("[S9] stays when an edit is late, somebody else's, or of another message", () => {
    const others = [
      edit(4, "spät", { atMs: last.atMs + EDIT_MS + 1 }),
      edit(5, "fremd", { party: "team", person: 1 }),
      edit(6, "anderswo", { refers: messageKey(last.device ?? "", 2) }),
      edit(7, "nicht geglaubt", { trouble: "forged" }),
    ];
    expect(edited(last, others)).toBe(last);
  });
});

describe("a call after the last line", () => {
  const call = (body: readonly unknown[]) => ({ kind: Kind.call, body });
  const of = (
    outcome: string,
    { party = Party.customer as number, answeredMs = null as number | null } = {},
  ) => call(["id", false, party, 10, answeredMs, 50, outcome, null]);

  test("[C10] is missed when it was the customer's and nobody took it, and no later one was taken", () => {
    for (const outcome of ["missed", "cancelled", "broken"]) expect(missedIn([of(outcome)])).toBe(50);
    expect(missedIn([])).toBeNull();
    expect(missedIn([of("declined")])).toBeNull();
    expect(missedIn([of("missed", { party: Party.team })])).toBeNull();
    expect(missedIn([of("broken", { answeredMs: 20 })])).toBeNull();
    expect(missedIn([of("missed"), of("answered", { answeredMs: 20 })])).toBeNull();
    expect(missedIn([of("answered", { answeredMs: 20 }), of("missed")])).toBe(50);
  });

  test("[C10] that is erased, or that nobody can read, says nothing", () => {
    expect(missedIn([of("missed"), call(["id", null, null, null, null, null, "erased"])])).toBe(50);
    expect(missedIn([call([]), { kind: Kind.call, body: null }])).toBeNull();
  });

  test("[C10] is looked for again once the server names more of the conversation", () => {
    const seen = entry("a", { head: 4, missedMs: 50 });
    expect(renewed(seen, entry("a", { head: 4 })).missedMs).toBe(50);
    expect(renewed(seen, entry("a", { head: 5 }))).not.toHaveProperty("missedMs");
    expect(renewed(seen, entry("a", { head: 5, lastPos: 5 }))).not.toHaveProperty("missedMs");
  });
});
