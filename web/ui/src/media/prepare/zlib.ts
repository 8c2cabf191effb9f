// Packed as in PNG. Written without being made smaller, so that every program writes the same bytes.

type Bytes = Uint8Array<ArrayBuffer>;

/** More than any profile has: what unpacks to more is none. */
const MOST = 4 * 1024 * 1024;
const BLOCK = 65_535;

/** null: it is not packed so, or unpacks to more than any profile has. */
export async function inflated(packed: Bytes): Promise<Bytes | null> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
    const reader = stream.getReader();
    for (let next = await reader.read(); next.value; next = await reader.read()) {
      size += next.value.length;
      if (size > MOST) {
        await reader.cancel();
        return null;
      }
      parts.push(next.value);
    }
  } catch {
    return null;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function deflated(plain: Uint8Array): Bytes {
  const blocks = Math.max(1, Math.ceil(plain.length / BLOCK));
  const made = new Uint8Array(2 + 5 * blocks + plain.length + 4);
  const view = new DataView(made.buffer);
  made.set([0x78, 0x01]);
  let at = 2;
  for (let n = 0; n < blocks; n++) {
    const part = plain.subarray(n * BLOCK, (n + 1) * BLOCK);
    made[at] = n === blocks - 1 ? 1 : 0;
    view.setUint16(at + 1, part.length, true);
    view.setUint16(at + 3, ~part.length & 0xffff, true);
    made.set(part, at + 5);
    at += 5 + part.length;
  }
  view.setUint32(at, adler32(plain));
  return made;
}

function adler32(data: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of data) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return ((b << 16) | a) >>> 0;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let sum = n;
  for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  return sum;
});

export function crc32(data: Uint8Array): number {
  let sum = 0xffffffff;
  for (let i = 0; i < data.length; i++)
    sum = (TABLE[(sum ^ (data[i] as number)) & 255] as number) ^ (sum >>> 8);
  return ~sum >>> 0;
}
