/**
 * The answers of the HTTP calls, as far as a client reads them (protocol/wire.md): JSON to values. Unknown fields are ignored. Every reader
 * throws `Refused` `malformed` for what is not such an answer; protocol/vectors/answers.json holds examples of both.
 */

import type { Bytes } from "../base/bytes.ts";
import { count, day, list, map, nil, pair, text } from "../base/shape.ts";
import { type Event, type MarkRow, readEventBytes, readMarkRowBytes } from "./frames.ts";
import { b64, type Http, readPublished, readSealedEpoch, readSigned } from "./http.ts";
import type { SealedEpoch, Signed } from "./layouts.ts";

export type Answer = Readonly<Record<string, unknown>>;

export interface KeptMessage {
  readonly pos: number;
  readonly class: string;
  readonly untilMs: number;
}

const eventIn = (value: unknown): Event => readEventBytes(b64(value));

const keptIn = (value: unknown): KeptMessage => {
  const { pos, class: as, until_ms: untilMs } = map(value);
  return { pos: count(pos), class: text(as), untilMs: count(untilMs) };
};

/** `GET /records`, `GET /businesses/{handle}`. */
export const readRecords = ({ records }: Answer): readonly Signed[] => list(readPublished)(records);

/** `GET …/events`. */
export const readEvents = ({ events }: Answer): readonly Event[] => list(eventIn)(events);

/** `GET /marks`; `next` is null on the last page. */
export const readMarks = ({ marks, next }: Answer): { marks: readonly MarkRow[]; next: string | null } => ({
  marks: list((each) => readMarkRowBytes(b64(each)))(marks),
  next: nil(text)(next),
});

/** `GET /back-room?after=…`: newest versions of documents; `next`: the `after` of the next page. A server before sends all at once (A12). */
export const readVersions = ({
  documents,
  next,
}: Answer): { events: readonly Event[]; next: number | null } => ({
  events: list(eventIn)(documents),
  next: next === undefined ? null : nil(count)(next),
});

/** `GET /back-room/documents/{doc}`. */
export const readVersion = ({ document }: Answer): Event | null => nil(eventIn)(document);

/** A page of `GET …/keys`. */
export const readKeys = ({
  devices,
  epochs,
}: Answer): { devices: readonly Signed[]; epochs: readonly SealedEpoch[] } => ({
  devices: list(readSigned)(devices),
  epochs: list(readSealedEpoch)(epochs),
});

/** All pages of `GET …/keys`. A page that leads no further is the last one. */
export async function fetchKeys(
  http: Http,
  conversation: string,
): Promise<{ devices: readonly Signed[]; epochs: readonly SealedEpoch[] }> {
  const devices: Signed[] = [];
  const epochs: SealedEpoch[] = [];
  for (let after = 0; ; ) {
    const answer = await http.get(`/conversations/${conversation}/keys?after=${after}`);
    const page = readKeys(answer);
    devices.push(...page.devices);
    epochs.push(...page.epochs);
    const next = Number(answer.next);
    if (!(next > after)) return { devices, epochs };
    after = next;
  }
}

/** `GET …/removal`. */
export const readRemoval = ({ devices }: Answer): readonly Signed[] => list(readSigned)(devices);

/** `GET /team/keys`. */
export const readTeamKeys = ({ wraps }: Answer): readonly { n: number; wrap: Bytes }[] =>
  list((each) => {
    const { n, wrap } = map(each);
    return { n: count(n), wrap: b64(wrap) };
  })(wraps);

/** `POST …/epochs`, `POST …/devices`: where the record stands. */
export const readStored = ({ pos, at_ms: atMs }: Answer): { pos: number; atMs: number } => ({
  pos: count(pos),
  atMs: count(atMs),
});

/** `POST …/erase`. */
export const readErasure = (answer: Answer) => ({
  ...readStored(answer),
  erased: list(pair(count, count))(answer.erased),
  kept: list(keptIn)(answer.kept),
});

/** `GET …/kept`. */
export const readKept = ({
  erased_ms: erasedMs,
  kept,
}: Answer): { erasedMs: number | null; kept: readonly KeptMessage[] } => ({
  erasedMs: nil(count)(erasedMs),
  kept: list(keptIn)(kept),
});

/** `GET /team/devices`: the day on which each was last seen. */
export const readSeenDevices = ({ devices }: Answer): readonly { id: string; seenDay: string | null }[] =>
  list((each) => {
    const { id, seen_day: seenDay } = map(each);
    return { id: text(id), seenDay: nil(day)(seenDay) };
  })(devices);

/** `GET /invites/{id}`. */
export const readOffer = ({ handle, state, commitment, nonce }: Answer) => ({
  handle: text(handle),
  state: text(state),
  commitment: nil(text)(commitment),
  nonce: nil(b64)(nonce),
});
