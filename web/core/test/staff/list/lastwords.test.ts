import { describe, expect, test } from "vitest";
import { learnKinds } from "../../../src/content/kinds.ts";
import { renewed } from "../../../src/model/listentry.ts";
import { messageKey, type StoredRow } from "../../../src/model/row.ts";
import { callIn, edited, lineIn } from "../../../src/staff/list/lastwords.ts";
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

describe("a contact card in the list", () => {
  test("[S9] with a name alone says what was done: the name stands above", () => {
    learnKinds();
    expect(lineIn({ kind: "contact", name: "Sabine Krause" })).toBe("\0named");
    expect(lineIn({ kind: "contact", name: "Sabine Krause", phone: "+4930123456" })).toBe(
      "Sabine Krause · +4930123456",
    );
    expect(lineIn({ kind: "contact", phone: "+4930123456" })).toBe("+4930123456");
    expect(lineIn({ kind: "contact" })).toBe("");
    expect(lineIn({ kind: "text", text: "Sabine Krause" })).toBe("Sabine Krause");
  });
});

describe("a call after the last line", () => {
  const call = (body: readonly unknown[]) => ({ kind: Kind.call, body });
  const of = (
    outcome: string,
    { party = Party.customer as number, answeredMs = null as number | null } = {},
  ) => call(["id", false, party, 10, answeredMs, 50, outcome, null]);

  test("[C10] is missed when it was the customer's and nobody took it, and no later one was taken", () => {
    for (const outcome of ["missed", "cancelled", "broken"]) expect(callIn([of(outcome)]).missedMs).toBe(50);
    expect(callIn([]).missedMs).toBeNull();
    expect(callIn([of("declined")]).missedMs).toBeNull();
    expect(callIn([of("missed", { party: Party.team })]).missedMs).toBeNull();
    expect(callIn([of("broken", { answeredMs: 20 })]).missedMs).toBeNull();
    expect(callIn([of("missed"), of("answered", { answeredMs: 20 })]).missedMs).toBeNull();
    expect(callIn([of("answered", { answeredMs: 20 }), of("missed")]).missedMs).toBe(50);
  });

  test("[C10] is said with or without pictures, the last one", () => {
    const video = call(["id", true, Party.team, 10, 20, 60, "answered", 1]);
    expect(callIn([]).called).toBeNull();
    expect(callIn([of("answered", { answeredMs: 20 })]).called).toBe(false);
    expect(callIn([of("missed"), video])).toEqual({ missedMs: null, called: true });
  });

  test("[C10] that is erased, or that nobody can read, says nothing", () => {
    expect(callIn([of("missed"), call(["id", null, null, null, null, null, "erased"])]).missedMs).toBe(50);
    expect(callIn([call([]), { kind: Kind.call, body: null }]).missedMs).toBeNull();
  });

  test("[C10] is looked for again once the server names more of the conversation", () => {
    const seen = entry("a", { head: 4, missedMs: 50, called: false });
    expect(renewed(seen, entry("a", { head: 4 }))).toMatchObject({ missedMs: 50, called: false });
    expect(renewed(seen, entry("a", { head: 5 }))).not.toHaveProperty("missedMs");
    expect(renewed(seen, entry("a", { head: 5 }))).not.toHaveProperty("called");
    expect(renewed(seen, entry("a", { head: 5, lastPos: 5 }))).not.toHaveProperty("missedMs");
  });
});
