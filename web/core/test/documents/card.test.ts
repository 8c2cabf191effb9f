import { expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { decode, encode, map } from "../../src/base/shape.ts";
import * as card from "../../src/documents/card.ts";
import { type Card, cardIn, linked, named } from "../../src/documents/card.ts";
import { readVersion, writeVersion } from "../../src/documents/kinds.ts";
import { change, EMPTY } from "../../src/documents/merge.ts";
import { readRow } from "../../src/documents/room.ts";
import { cardId, random } from "../../src/seal/suite.ts";

const NOON = 1_790_000_000_000;
const device = random(16);
const id = toBase64url(random(16));
const NOTHING: Card = { name: null, earlier: [] };

const written = ({ name, earlier }: Card) =>
  writeVersion(card, change(EMPTY, { ...named(name ?? ""), ...linked(NOTHING, earlier) }, NOON, device));

const read = (payload: Readonly<Record<string, unknown>>) =>
  cardIn(readVersion(decode(encode(payload), map), card, NOON, device));

test("[S9] a card comes back as it was written, also over the wire", () => {
  for (const each of [
    { name: "Frau Krause", earlier: [id] },
    { name: null, earlier: [id] },
    { name: "Frau Krause", earlier: [] },
  ])
    expect(read(written(each))).toEqual(each);
});

test("[S9, A12] an earlier client's card is read, and one that it can read is written", () => {
  const old = { kind: "card", name: "Frau Krause", earlier: [device] };
  expect(read(old)).toEqual({ name: "Frau Krause", earlier: [toBase64url(device)] });
  expect(written({ name: "Frau Krause", earlier: [] })).toMatchObject({ kind: "card", name: "Frau Krause" });
  expect(written({ name: null, earlier: [toBase64url(device)] })).toMatchObject({
    name: "",
    earlier: [device],
  });
});

test("[S9] values of another shape are left out, and another document is no card", () => {
  const odd = { kind: "card", name: 7, earlier: [device, new Uint8Array(15), null] };
  expect(read(odd)).toEqual({ name: null, earlier: [toBase64url(device)] });
  expect(read({ kind: "card", name: "", earlier: "all" })).toEqual(NOTHING);
  expect(read({ kind: "people", names: {} })).toEqual(NOTHING);
});

test("[L8, S10] a card handed out for a conversation that it is not about names nobody", async () => {
  const [about, other] = [random(16), random(16)];
  const row = {
    id: toBase64url(await cardId(about)),
    pos: 1,
    payload: { kind: "card", name: "Frau Krause" },
  };
  const found = await readRow({ ...row, about: toBase64url(about) });
  expect(found && cardIn(found.document).name).toBe("Frau Krause");
  expect(await readRow({ ...row, about: toBase64url(other) })).toBeNull();
});
