import { describe, expect, test } from "vitest";
import { messageKey, type StoredRow } from "../../../src/model/row.ts";
import { edited } from "../../../src/staff/list/lastwords.ts";
import { EDIT_MS } from "../../../src/wire/generated.ts";
import { storedRow } from "../../vectors/acts.ts";

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
