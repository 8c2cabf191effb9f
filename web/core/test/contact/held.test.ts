import { expect, test } from "vitest";
import { cardsIn, heldIn, isBlockedIn } from "../../src/contact/held.ts";
import { rowOf, type StoredRow } from "../../src/model/row.ts";

const said = (pos: number, payload: StoredRow["payload"], changed: Partial<StoredRow> = {}): StoredRow => ({
  ...rowOf("c", {
    kind: 1,
    atMs: 1,
    seq: null,
    rev: null,
    conversation: null,
    pos,
    device: null,
    counter: pos,
    body: null,
  }),
  device: "d",
  party: "customer",
  payload,
  ...changed,
});
const krause = said(5, { kind: "contact", name: "Krause" });

test("[S9] the newest card of the customer counts, in whatever order the rows come", () => {
  const newer = said(7, { kind: "contact", phone: "+4930123456" });
  expect(heldIn([newer, krause])).toMatchObject({ name: "", phone: "+4930123456" });
  expect(cardsIn([newer, krause]).map(({ key }) => key)).toEqual(["d.5", "d.7"]);
});

test("[S9] an empty card takes everything back", () => {
  expect(heldIn([krause, said(7, { kind: "contact" })])).toBeNull();
  expect(heldIn([])).toBeNull();
});

test.each([
  ["the team's", { party: "team" }],
  ["a forged", { trouble: "forged" }],
  ["an erased", { payload: null, entry: [] }],
  ["an unreadable", { payload: { kind: "contact", name: " " } }],
] as const)("[S9, S10] %s card says nothing of the customer", (_, changed) => {
  expect(heldIn([krause, said(7, { kind: "contact", name: "Falsch" }, changed)])).toMatchObject({
    name: "Krause",
  });
});

test("[L12] the newest word about it says whether the team takes anything from this customer", () => {
  const switched = (pos: number, on: boolean) => said(pos, null, { kind: 9, party: null, entry: [on] });
  expect(isBlockedIn([krause])).toBe(false);
  expect(isBlockedIn([switched(6, true), krause])).toBe(true);
  expect(isBlockedIn([switched(7, false), switched(6, true)])).toBe(false);
  expect(isBlockedIn([switched(8, true), switched(7, false), switched(6, true)])).toBe(true);
});
