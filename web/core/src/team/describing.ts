/** What the team calls its devices: read from what this device holds, written by the leading tab (L8). */

import { type Bytes, equal, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Described, DeviceSort } from "../base/described.ts";
import * as device from "../documents/device.ts";
import type { DocumentKind } from "../documents/kinds.ts";
import type { Values } from "../documents/merge.ts";
import { currentEntries } from "../documents/room.ts";
import type { Store } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";

/** By device id, with what waits here. Also those that left. */
export async function describedDevices(
  store: Store,
  chain: Chain,
  mine: Bytes,
): Promise<ReadonlyMap<string, Described>> {
  const found = (await currentEntries(store, device, mine)).map(({ key, document, writer }) => {
    const id = toBase64url(key);
    const said = device.describedIn(document, chain.devices.get(id), chain.devices.get(writer));
    return [id, said] as const;
  });
  return new Map(found);
}

export interface DescribingNeeds {
  readonly store: Store;
  /** This device's id. */
  readonly mine: Bytes;
  readonly documents: { set(kind: DocumentKind, about: null, values: Values, key: Bytes): Promise<void> };
  chain(): Chain;
}

/** Throws `TooLong`. */
export const nameDevice = async (needs: DescribingNeeds, id: string, name: string): Promise<void> =>
  write(needs, fromBase64url(id), device.named(name));

/** Says what this device is. Nothing is written where that is said already. */
export const describeSelf = (needs: DescribingNeeds, sort: DeviceSort): Promise<void> =>
  write(needs, needs.mine, device.sorted(sort));

async function write(needs: DescribingNeeds, key: Bytes, values: Values): Promise<void> {
  const { store, mine, documents, chain } = needs;
  const { devices } = chain();
  const said = (await currentEntries(store, device, mine)).find((each) => equal(each.key, key));
  const counts =
    said === undefined || device.mayName(devices.get(toBase64url(key)), devices.get(said.writer));
  await documents.set(device, null, counts ? values : { ...device.SAYING_NOTHING, ...values }, key);
}
