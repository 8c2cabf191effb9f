/** ZIP files as phones write them, and as they must not be. */

import { crc32, deflateRawSync } from "node:zlib";

export interface Member {
  readonly name: string;
  readonly data: Uint8Array | string;
  readonly stored?: boolean;
  /** What the archive says in place of the truth. */
  readonly says?: {
    readonly crc?: number;
    readonly size?: number;
    readonly flags?: number;
    readonly packed?: number;
  };
}

const UTF8_NAME = 0x0800;

export function archive(members: readonly Member[], entries = members.length): Blob {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let at = 0;
  for (const { name, data, stored = false, says = {} } of members) {
    const plain = typeof data === "string" ? new TextEncoder().encode(data) : Uint8Array.from(data);
    const packed = stored ? plain : Uint8Array.from(deflateRawSync(plain));
    const named = new TextEncoder().encode(name);
    const { crc = crc32(plain), size = plain.length, flags = UTF8_NAME } = says;
    const common = (view: DataView, from: number) => {
      view.setUint16(from, 20, true);
      view.setUint16(from + 2, flags, true);
      view.setUint16(from + 4, stored ? 0 : 8, true);
      view.setUint32(from + 10, crc, true);
      view.setUint32(from + 14, says.packed ?? packed.length, true);
      view.setUint32(from + 18, size, true);
      view.setUint16(from + 22, named.length, true);
    };
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    common(local, 4);
    const central = new DataView(new ArrayBuffer(46));
    central.setUint32(0, 0x02014b50, true);
    common(central, 6);
    central.setUint32(42, at, true);
    parts.push(new Uint8Array(local.buffer), named, packed);
    directory.push(new Uint8Array(central.buffer), named);
    at += 30 + named.length + packed.length;
  }
  const size = directory.reduce((sum, each) => sum + each.length, 0);
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, entries, true);
  end.setUint16(10, entries, true);
  end.setUint32(12, size, true);
  end.setUint32(16, at, true);
  return new Blob([...parts, ...directory, new Uint8Array(end.buffer)]);
}
