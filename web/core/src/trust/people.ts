/** Who is in the team: devices from the public chain, names from the back room. Pure. */

import { type Bytes, equal } from "../base/bytes.ts";
import { RANK, type StaffRole } from "../wire/generated.ts";
import type { Chain } from "./chain.ts";

export interface Person {
  readonly person: number;
  readonly name: string;
  readonly role: StaffRole;
}

export const isRole = (role: string): role is Person["role"] => role in RANK;

/** `me` is null when this device is no active device of the team. */
export function peopleOf(
  chain: Chain,
  device: Bytes,
  names: ReadonlyMap<number, string>,
): { readonly people: readonly Person[]; readonly me: Person | null } {
  const people = new Map<number, Person>();
  let own: number | null = null;
  for (const [id, { person, role, ...keys }] of chain.devices) {
    if (chain.ended.has(id) || !isRole(role)) continue;
    const known = people.get(person);
    if (known === undefined || RANK[role] > RANK[known.role])
      people.set(person, { person, role, name: names.get(person) ?? "" });
    if (equal(keys.id, device)) own = person;
  }
  const sorted = [...people.values()].sort((a, b) => a.person - b.person);
  return { people: sorted, me: own === null ? null : (people.get(own) ?? null) };
}
