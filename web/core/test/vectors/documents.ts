/** Operations of the shared vectors on documents (L8, S9). */

import { fromBase64url } from "../../src/base/bytes.ts";
import { decode, encode, map } from "../../src/base/shape.ts";
import * as card from "../../src/documents/card.ts";
import * as device from "../../src/documents/device.ts";
import * as draft from "../../src/documents/draft.ts";
import * as filters from "../../src/documents/filters.ts";
import * as flags from "../../src/documents/flags.ts";
import * as formerchat from "../../src/documents/formerchat.ts";
import * as invitations from "../../src/documents/invitations.ts";
import {
  type DocumentKind,
  isNewer,
  keyIn,
  kindOf,
  mergeVersion,
  readVersion,
  writeVersion,
} from "../../src/documents/kinds.ts";
import * as labels from "../../src/documents/labels.ts";
import { change, type Document, EMPTY, remove, type Values } from "../../src/documents/merge.ts";
import * as movingkit from "../../src/documents/movingkit.ts";
import * as note from "../../src/documents/note.ts";
import * as people from "../../src/documents/people.ts";
import * as quickreply from "../../src/documents/quickreply.ts";
import * as replyusage from "../../src/documents/replyusage.ts";
import * as scheduled from "../../src/documents/scheduled.ts";
import { vcard } from "../../src/documents/vcard.ts";
import * as way from "../../src/documents/way.ts";
import { fitsQuery } from "../../src/model/labelquery.ts";
import { formerOperations } from "./former.ts";
import { hex, unhex } from "./plain.ts";

interface Version {
  readonly payload: string;
  readonly at_ms: number;
  readonly device: string;
}

interface Change {
  readonly values: Values | null;
  readonly now_ms: number;
  readonly device: string;
}

const kindIn = ({ kind }: Values): DocumentKind => {
  if (kind === quickreply.KIND) return quickreply;
  if (kind === replyusage.KIND) return replyusage;
  if (kind === note.KIND) return note;
  if (kind === draft.KIND) return draft;
  if (kind === flags.KIND) return flags;
  if (kind === invitations.KIND) return invitations;
  if (kind === scheduled.KIND) return scheduled;
  if (kind === device.KIND) return device;
  if (kind === way.KIND) return way;
  if (kind === movingkit.KIND) return movingkit;
  if (kind === formerchat.KIND) return formerchat;
  return kind === people.KIND ? people : card;
};

const bytesOrNull = (value: unknown) => (typeof value === "string" ? unhex(value) : null);

/** Bytes as hex, at every depth. */
function asJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asJson(each)]));
}

const scheduledIn = ({ payload, at_ms, device }: Values): Document =>
  readVersion(decode(unhex(String(payload)), map), scheduled, Number(at_ms), unhex(String(device)));

/** Person and role, as the records say. */
const listed = (who: unknown) =>
  Array.isArray(who) ? { person: Number(who[0]), role: String(who[1]) } : undefined;

const fieldsOf = (fields: unknown): Document => change(EMPTY, fields as Values, 1, new Uint8Array(16));

export const documentOperations: Readonly<Record<string, (given: Values) => Promise<Values>>> = {
  ...formerOperations,
  document: async (given) => {
    const kind = kindIn(given);
    const versions = (given.versions as readonly Version[]).map((each) =>
      readVersion(decode(unhex(each.payload), map), kind, each.at_ms, unhex(each.device)),
    );
    const key = bytesOrNull(given.key);
    let state = versions.reduce((one, other) => mergeVersion(one, other, key), EMPTY);
    for (const { values, now_ms, device } of given.changes as readonly Change[]) {
      const by = [now_ms, unhex(device)] as const;
      const changed = values === null ? remove(state, ...by) : change(state, values, ...by);
      state = mergeVersion(state, changed, key);
    }
    return { written: asJson(decode(encode(writeVersion(kind, state, key)), map)) };
  },
  card_says: async ({ payload, at_ms, device }) => {
    const version = readVersion(
      decode(unhex(String(payload)), map),
      card,
      Number(at_ms),
      unhex(String(device)),
    );
    const { earlier, fields, ...said } = card.cardIn(version);
    return { ...said, earlier: earlier.map((id) => hex(fromBase64url(id))), fields: [...fields] };
  },
  card_vcard: async ({ payload, at_ms, device }) => {
    const version = readVersion(
      decode(unhex(String(payload)), map),
      card,
      Number(at_ms),
      unhex(String(device)),
    );
    return { vcard: vcard(card.cardIn(version), "Kunde") };
  },
  labels_say: async (given) => {
    const known = labels.labelsIn(fieldsOf(given.labels));
    const saved = filters.filtersIn(fieldsOf(given.filters), new Set(known.map(({ id }) => id)));
    const carried = given.carried as readonly (readonly string[])[];
    return {
      labels: known.map(({ id, name, colour, order }) => [id, name, colour, order]),
      filters: saved.map(({ id, name, query }) => ({
        id,
        name,
        ...query,
        fits: carried.map((each) => fitsQuery(query, each)),
      })),
    };
  },
  kit_says: async (given) => {
    const { done, ways } = movingkit.kitIn(fieldsOf(given.fields));
    return {
      done: [...done].sort(),
      ways: [...ways].map(([text, key]) => [text, hex(fromBase64url(key))]),
    };
  },
  reply_says: async ({ payload, at_ms, device }) => {
    const version = readVersion(
      decode(unhex(String(payload)), map),
      quickreply,
      Number(at_ms),
      unhex(String(device)),
    );
    const said = quickreply.replyIn(version);
    if (said === null) return { said: null };
    const { textDe, textEn, file, ...rest } = said;
    const blobs = quickreply.blobsIn(version).map(hex);
    return {
      said: {
        ...rest,
        text_de: textDe,
        text_en: textEn,
        file: file?.kind ?? null,
        alt: file && "alt" in file ? file.alt : "",
      },
      blobs,
    };
  },
  replies_shown: async ({ entries }) => {
    const list = (entries as readonly (Version & { readonly key: string })[]).map(
      ({ payload, at_ms, device, key }) => ({
        key: unhex(key),
        document: readVersion(decode(unhex(payload), map), quickreply, at_ms, unhex(device)),
      }),
    );
    const shown = quickreply.distinct(list).map(({ entry, reply: { shortcut, title }, savedAs }) => {
      return [hex(entry.key), shortcut, title, savedAs];
    });
    return { shown };
  },
  uses_say: async ({ fields, week, part }) => ({
    counts: Object.fromEntries(replyusage.countsIn(fieldsOf(fields))),
    key: hex(replyusage.keyOf(Number(week), Number(part))),
  }),
  document_id: async (given) => {
    const id = await kindIn(given).idOf(bytesOrNull(given.about), bytesOrNull(given.key));
    return { id: id === null ? null : hex(id) };
  },
  version_kind: async (given) => {
    const payload = decode(unhex(String(given.payload)), map);
    const kind = await kindOf(payload, bytesOrNull(given.doc), null);
    const key = keyIn(payload);
    return { kind: kind?.KIND ?? null, key: key === null ? null : hex(key) };
  },
  note: async ({ payload, at_ms, device, writer }) => {
    const version = decode(unhex(String(payload)), map);
    const document = readVersion(version, note, Number(at_ms), unhex(String(device)));
    const said = note.noteIn(document, typeof writer === "number" ? writer : null);
    if (said === null) return { said };
    const { author, text, handover, atMs, editedMs } = said;
    const mentions = note.mentionsOf(said);
    return { said: { author, text, handover, at_ms: atMs, edited_ms: editedMs, mentions } };
  },
  draft: async ({ payload, at_ms, device, writer, key }) => {
    const version = decode(unhex(String(payload)), map);
    const document = readVersion(version, draft, Number(at_ms), unhex(String(device)));
    const said = draft.draftIn(document, unhex(String(key)), typeof writer === "number" ? writer : null);
    return { said: said && { author: said.author, text: said.text, pos: said.pos, at_ms: said.atMs } };
  },
  flags: async ({ payload, at_ms, device }) => {
    const version = decode(unhex(String(payload)), map);
    const found = flags.flagsIn(readVersion(version, flags, Number(at_ms), unhex(String(device))));
    const said = [...found].map(([id, { pinned, unread, snoozed }]) => [
      hex(fromBase64url(id)),
      { pinned, unread, snooze: snoozed === null ? null : [snoozed.untilMs, snoozed.pos] },
    ]);
    return { said: Object.fromEntries(said) };
  },
  flags_key: async ({ conversation }) => ({ key: hex(flags.keyOf(unhex(String(conversation)))) }),
  scheduled: async (given) => {
    const said = scheduled.plannedIn(scheduledIn(given));
    if (said === null) return { said };
    const { author, text, atMs, claim, over } = said;
    const written = (each: scheduled.Claim | null) => (each === null ? null : scheduled.writeClaim(each));
    return { said: { author, text, at_ms: atMs, claim: written(claim), over: written(over) } };
  },
  scheduled_change: async ({ before, changed }) => ({
    too_late: scheduled.tooLate(scheduledIn(before as Values), scheduledIn(changed as Values)),
  }),
  device_says: async ({ payload, at_ms, device: by, named, writer }) => {
    const version = decode(unhex(String(payload)), map);
    const document = readVersion(version, device, Number(at_ms), unhex(String(by)));
    return { ...device.describedIn(document, listed(named), listed(writer)) };
  },
  newer_version: async ({ held, seq, replaces }) => ({
    newer: isNewer(Number(held), Number(seq), replaces === null ? null : Number(replaces)),
  }),
};
