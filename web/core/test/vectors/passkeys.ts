/** Operations of the shared vectors on what a passkey opens, and on its wrap (S20). */

import {
  handleOf,
  type PasskeyKind,
  type Place,
  prfInput,
  readHandle,
  subjectOf,
  unwrapSecret,
} from "../../src/passkey/wrap.ts";
import { hex, unhex } from "./plain.ts";

type Values = Readonly<Record<string, unknown>>;

const bin = (value: unknown) => unhex(String(value));
const placeOf = ({ kind, business, subject }: Values): Place => ({
  kind: kind as PasskeyKind,
  business: bin(business),
  subject: bin(subject),
});

export const passkeyOperations: Readonly<Record<string, (given: Values) => Promise<Values>>> = {
  passkey_place: async (given) => {
    const place = placeOf(given);
    return { handle: hex(handleOf(place)), input: hex(await prfInput(place.kind)) };
  },
  passkey_person: async ({ person }) => ({ subject: hex(subjectOf(Number(person))) }),
  read_passkey_handle: async ({ handle }) => {
    const { kind, business, subject } = readHandle(bin(handle));
    return { kind, business: hex(business), subject: hex(subject) };
  },
  open_passkey: async (given) => {
    const [output, credential, wrap] = [bin(given.output), bin(given.credential), bin(given.wrap)];
    return { secret: hex(await unwrapSecret(output, placeOf(given), credential, wrap)) };
  },
};
