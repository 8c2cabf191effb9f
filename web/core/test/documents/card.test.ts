import { expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { TooLong } from "../../src/base/errors.ts";
import { decode, encode, map } from "../../src/base/shape.ts";
import * as card from "../../src/documents/card.ts";
import { type Card, cardIn, linked, named } from "../../src/documents/card.ts";
import { type CardChange, valuesOf } from "../../src/documents/cardchange.ts";
import { readVersion, writeVersion } from "../../src/documents/kinds.ts";
import { change, EMPTY, merge } from "../../src/documents/merge.ts";
import { readRow } from "../../src/documents/room.ts";
import { cardId, random } from "../../src/seal/suite.ts";

const NOON = 1_790_000_000_000;
const device = random(16);
const id = toBase64url(random(16));
const NOTHING: Card = cardIn(EMPTY);

const written = ({ name, earlier }: Pick<Card, "name" | "earlier">) =>
  writeVersion(card, change(EMPTY, { ...named(name ?? ""), ...linked(NOTHING, earlier) }, NOON, device));

const read = (payload: Readonly<Record<string, unknown>>) =>
  cardIn(readVersion(decode(encode(payload), map), card, NOON, device));

test("[S9] a card comes back as it was written, also over the wire", () => {
  for (const each of [
    { name: "Frau Krause", earlier: [id] },
    { name: null, earlier: [id] },
    { name: "Frau Krause", earlier: [] },
  ])
    expect(read(written(each))).toEqual({ ...NOTHING, ...each });
});

test("[S9, A12] an earlier client's card is read, and one that it can read is written", () => {
  const old = { kind: "card", name: "Frau Krause", earlier: [device] };
  expect(read(old)).toEqual({ ...NOTHING, name: "Frau Krause", earlier: [toBase64url(device)] });
  expect(written({ name: "Frau Krause", earlier: [] })).toMatchObject({ kind: "card", name: "Frau Krause" });
  expect(written({ name: null, earlier: [toBase64url(device)] })).toMatchObject({
    name: "",
    earlier: [device],
  });
});

test("[S9] values of another shape are left out, and another document is no card", () => {
  const odd = { kind: "card", name: 7, earlier: [device, new Uint8Array(15), null] };
  expect(read(odd)).toEqual({ ...NOTHING, earlier: [toBase64url(device)] });
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

const FULL: CardChange = {
  texts: {
    phone: "030 5550 1234",
    email: "s@krause.example",
    address: "Hof 3\n12045 Berlin",
    note: "Haselnuss!",
  },
  birthday: "--02-29",
  fields: new Map([["Kuchen", "ohne Zimt"]]),
  languages: ["de", "en-GB"],
  labels: new Map([["paid", true]]),
};

test("[S9] all that a change sets is read again, and a later change sets only what it names", () => {
  const set = change(EMPTY, valuesOf(NOTHING, FULL), NOON, device);
  const all = read(writeVersion(card, set));
  expect(all).toEqual({
    ...NOTHING,
    ...FULL.texts,
    birthday: "--02-29",
    fields: new Map([["Kuchen", "ohne Zimt"]]),
    labels: ["paid"],
    languages: ["de", "en-GB"],
  });
  const less: CardChange = {
    texts: { phone: "" },
    birthday: "",
    fields: new Map([["Kuchen", ""]]),
    languages: [],
    labels: new Map([["paid", false]]),
  };
  const after = merge(set, change(set, valuesOf(all, less), NOON, device));
  expect(read(writeVersion(card, after))).toEqual({ ...NOTHING, ...FULL.texts, phone: null });
});

test("[S9] what is too long is not written; what others wrote is cut, or left out", () => {
  expect(() => card.written({ note: "ä".repeat(2001) })).toThrow(TooLong);
  expect(() => card.written({ phone: "1".repeat(61) })).toThrow(TooLong);
  expect(() => card.withFields(NOTHING, new Map([["x".repeat(61), "y"]]))).toThrow(TooLong);
  expect(() => card.withFields(NOTHING, new Map([["", "y"]]))).toThrow(TooLong);
  const many = new Map(Array.from({ length: 17 }, (_, at) => [`Feld ${at}`, "x"]));
  expect(() => card.withFields(NOTHING, many)).toThrow(TooLong);
  const odd = {
    phone: 7,
    note: "🥨".repeat(2001),
    birthday: "1970-02-30",
    languages: ["de"],
    "label:A": true,
  };
  const said = cardIn(change(EMPTY, odd, NOON, device));
  expect(said).toEqual({ ...NOTHING, note: "🥨".repeat(2000) });
});

test("[S9] a birthday is a day of the calendar, with its year or without", () => {
  for (const good of ["1970-01-31", "--02-29", "2024-02-29"]) expect(card.isBirthday(good)).toBe(true);
  for (const bad of [
    "",
    "1970-1-31",
    "2023-02-29",
    "--13-01",
    "-02-01",
    "0000-01-01",
    "1970-01-01x",
    "--00-10",
  ])
    expect(card.isBirthday(bad)).toBe(false);
});
