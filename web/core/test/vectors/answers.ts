/** What a vector case of an HTTP answer asks for: the reader of that answer, and what it read by name (protocol/vectors/README.md). */

import { type ListEntry, readEntry, readPage } from "../../src/model/listentry.ts";
import {
  type Answer,
  readErasure,
  readEvents,
  readKept,
  readKeys,
  readMarks,
  readOffer,
  readRecords,
  readRemoval,
  readSeenDevices,
  readStored,
  readTeamKeys,
  readVersion,
  readVersions,
} from "../../src/wire/answers.ts";
import { readNotifications } from "../../src/wire/told.ts";
import { plain } from "./plain.ts";

type Values = Record<string, unknown>;

const rowOf = (entry: ListEntry): Values => {
  const { id, state, assigned, autoOff, erased, createdMs, dayNumber, lastMs, head, unread, lastPos } = entry;
  const { customer, team, askedMs, answeredMs } = entry;
  const row = {
    conversation: id,
    state,
    assigned,
    autoOff,
    erased,
    createdMs,
    dayNumber,
    lastMs,
    head,
    unread,
    askedMs,
    answeredMs,
  };
  return { ...row, customer, team, lastPos };
};

const READERS: Readonly<Record<string, (answer: Answer) => unknown>> = {
  records: readRecords,
  events: readEvents,
  marks: readMarks,
  versions: readVersions,
  version: readVersion,
  keys: readKeys,
  removal: readRemoval,
  team_keys: readTeamKeys,
  stored: readStored,
  erasure: readErasure,
  kept: readKept,
  seen_devices: readSeenDevices,
  notifications: readNotifications,
  offer: readOffer,
  page: (answer) => {
    const { total, counts, entries } = readPage(answer);
    return { total, counts, rows: entries.map(rowOf) };
  },
  row: (answer) => rowOf(readEntry(answer)),
};

export const ANSWER_OPERATIONS: Readonly<Record<string, (values: Values) => Values>> = {
  read_answer: ({ of, answer }) => ({ read: plain(READERS[String(of)]?.(answer as Answer)) }),
};
