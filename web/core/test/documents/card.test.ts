import { expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { decode, encode, map } from "../../src/base/shape.ts";
import { cardAbout, cardIn, cardPayload } from "../../src/documents/room.ts";
import { random } from "../../src/seal/suite.ts";

const id = toBase64url(random(16));
const document = (payload: Record<string, unknown>) => ({
  id: "doc",
  about: "c",
  pos: 1,
  payload: payload as never,
});

test("[S9] a card comes back as it was written, also over the wire; without a link it is as it always was", () => {
  for (const card of [
    { name: "Frau Krause", earlier: [id] },
    { name: null, earlier: [id, toBase64url(random(16))] },
    { name: "Frau Krause", earlier: [] },
  ])
    expect(cardIn(document(decode(encode(cardPayload(card)), map)))).toEqual(card);
  expect(cardPayload({ name: "Frau Krause", earlier: [] })).toEqual({ kind: "card", name: "Frau Krause" });
});

test("[S9] what is not of that shape is left out, and another document is no card", () => {
  const odd = { kind: "card", name: 7, earlier: [id, new Uint8Array(15), null, random(16)] };
  expect(cardIn(document(odd))).toEqual({ name: null, earlier: [expect.any(String)] });
  expect(cardIn(document({ kind: "card", name: "", earlier: "all" }))).toEqual({ name: null, earlier: [] });
  expect(cardIn(document({ kind: "people", names: {} }))).toBeNull();
});

test("[L8, S10] a card that the server hands out for another conversation than it is about names nobody", () => {
  const card = document({ kind: "card", name: "Frau Krause" });
  expect(cardAbout(card, "c")?.name).toBe("Frau Krause");
  expect(cardAbout(card, "d")).toBeNull();
});
