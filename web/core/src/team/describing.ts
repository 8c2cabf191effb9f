/** What the team calls its devices: read from what this device holds, written by the leading tab (L8). */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
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

interface Writer {
  set(kind: DocumentKind, about: null, values: Values, key: Bytes): Promise<void>;
}

export const nameDevice = (documents: Writer, id: string, name: string): Promise<void> =>
  documents.set(device, null, device.named(name), fromBase64url(id));

/** Says what this device is. Nothing is written where that is said already. */
export const describeSelf = (documents: Writer, mine: Bytes, sort: DeviceSort): Promise<void> =>
  documents.set(device, null, device.sorted(sort), mine);
