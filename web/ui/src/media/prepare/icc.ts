// A colour profile with nothing in it but colours. Profiles of screens say whose screen it is: maker, model, serial number, when it was measured.

type Bytes = Uint8Array<ArrayBuffer>;

/** What turns the numbers of a picture into colours. */
const COLOURS = new Set(
  (
    "rXYZ gXYZ bXYZ rTRC gTRC bTRC kTRC wtpt bkpt chad cicp gamt A2B0 A2B1 A2B2 B2A0 B2A1 B2A2 D2B0 D2B1 D2B2 D2B3 B2D0 B2D1 B2D2 " +
    "B2D3"
  ).split(" "),
);
/** In the header: the program, the time, the maker and model of the device, who made the profile, its sum. */
const SAID = [
  [4, 8],
  [24, 36],
  [48, 56],
  [80, 100],
] as const;
const HEAD = 128;
const MOST_TAGS = 100;

const letters = (text: string): number[] => [...text].map((each) => each.charCodeAt(0));
/** Every profile has a name and a copyright. These are empty. */
const EMPTY_NEW = [...letters("mluc"), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 12];
const EMPTY_NAME = [...letters("desc"), 0, 0, 0, 0, 0, 0, 0, 1, ...Array<number>(79).fill(0)];
const EMPTY_RIGHT = [...letters("text"), 0, 0, 0, 0, 0];

/** null: it is no profile, and no program would use it. */
export function cleanProfile(profile: Uint8Array): Bytes | null {
  const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
  if (profile.length < HEAD + 4 || view.getUint32(36) !== 0x61637370) return null;
  const count = view.getUint32(HEAD);
  if (count > MOST_TAGS || HEAD + 4 + 12 * count > profile.length) return null;
  const isNew = (profile[8] ?? 0) >= 4;
  const tags: { readonly name: string; readonly body: Uint8Array }[] = [
    { name: "desc", body: Uint8Array.from(isNew ? EMPTY_NEW : EMPTY_NAME) },
    { name: "cprt", body: Uint8Array.from(isNew ? EMPTY_NEW : EMPTY_RIGHT) },
  ];
  for (let at = HEAD + 4; at < HEAD + 4 + 12 * count; at += 12) {
    const name = String.fromCharCode(...profile.subarray(at, at + 4));
    const [from, size] = [view.getUint32(at + 4), view.getUint32(at + 8)];
    if (from + size > profile.length) return null;
    if (COLOURS.has(name)) tags.push({ name, body: profile.subarray(from, from + size) });
  }
  return built(profile.subarray(0, HEAD), tags);
}

function built(
  head: Uint8Array,
  tags: readonly { readonly name: string; readonly body: Uint8Array }[],
): Bytes {
  const table = HEAD + 4 + 12 * tags.length;
  const room = tags.reduce((sum, { body }) => sum + padded(body.length), table);
  const made = new Uint8Array(room);
  const view = new DataView(made.buffer);
  made.set(head);
  for (const [from, to] of SAID) made.fill(0, from, to);
  view.setUint32(0, room);
  view.setUint32(HEAD, tags.length);
  let at = table;
  for (const [i, { name, body }] of tags.entries()) {
    const entry = HEAD + 4 + 12 * i;
    made.set(letters(name), entry);
    view.setUint32(entry + 4, at);
    view.setUint32(entry + 8, body.length);
    made.set(body, at);
    at += padded(body.length);
  }
  return made;
}

const padded = (size: number): number => Math.ceil(size / 4) * 4;
