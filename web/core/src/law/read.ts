/** The answers of the law's calls, as values. Each reader throws `Refused` `malformed`. */

import { count, flag, list, map, nil, text } from "../base/shape.ts";
import { readRequest } from "../model/requests.ts";
import type {
  AuditLine,
  AuditPage,
  Incident,
  LawTable,
  LawText,
  RequestPage,
  RetentionReport,
  Risk,
} from "./api.ts";

type Answer = Readonly<Record<string, unknown>>;

export const readRequests = ({ requests, open, next }: Answer): RequestPage => ({
  requests: list(readRequest)(requests),
  open: count(open),
  next: nil(count)(next),
});

export const readRetention = (it: Answer): RetentionReport => ({
  chatDays: count(it.chat_days),
  letterYears: count(it.letter_years),
  voucherYears: count(it.voucher_years),
  beginsMs: count(it.begins_ms),
  waitsUntilMs: nil(count)(it.waits_until_ms),
  held: count(it.held),
  restricted: count(it.restricted),
  due: count(it.due),
  nextMs: nil(count)(it.next_ms),
  last: nil((value) => {
    const last = map(value);
    return {
      atMs: count(last.at_ms),
      conversations: count(last.conversations),
      messages: count(last.messages),
      letters: count(last.letters),
    };
  })(it.last),
});

const lineIn = (value: unknown): AuditLine => {
  const it = map(value);
  return {
    n: count(it.n),
    atMs: count(it.at_ms),
    what: text(it.what),
    person: nil(count)(it.person),
    conversation: nil(text)(it.conversation),
    hash: text(it.hash),
  };
};

export const readAudit = ({ lines, head, head_hash }: Answer): AuditPage => ({
  lines: list(lineIn)(lines),
  head: count(head),
  headHash: text(head_hash),
});

const tableIn = (value: unknown): LawTable => {
  const { columns, rows } = map(value);
  return { columns: list(text)(columns), rows: list(list(text))(rows) };
};

export const readDocument = (it: Answer): LawText => ({
  title: text(it.title),
  version: count(it.version),
  atMs: count(it.at_ms),
  changed: list((value) => {
    const { heading, was, now } = map(value);
    return { heading: text(heading), was: nil(text)(was), now: nil(text)(now) };
  })(it.changed),
  sections: list((value) => {
    const { heading, paragraphs, table } = map(value);
    return { heading: text(heading), paragraphs: list(text)(paragraphs), table: nil(tableIn)(table) };
  })(it.sections),
});

export function readRisk(it: Answer): Risk {
  const seed = map(it.seed);
  return {
    turnoverEur: count(it.turnover_eur),
    seed: { percent: count(seed.percent), eur: count(seed.eur) },
    caps: list((value) => {
      const cap = map(value);
      return {
        article: text(cap.article),
        percent: count(cap.percent),
        fixedEur: count(cap.fixed_eur),
        turnoverEur: count(cap.turnover_eur),
        eur: count(cap.eur),
      };
    })(it.caps),
    starting: list((value) => {
      const one = map(value);
      return {
        article: text(one.article),
        gravity: text(one.gravity),
        fromEur: count(one.from_eur),
        toEur: count(one.to_eur),
      };
    })(it.starting),
    sources: list((value) => {
      const { title, url } = map(value);
      return { title: text(title), url: text(url) };
    })(it.sources),
    limits: text(it.limits),
    complaints: list((value) => {
      const { n, complaint, answer, tests } = map(value);
      return { n: count(n), complaint: text(complaint), answer: text(answer), tests: list(text)(tests) };
    })(it.complaints),
  };
}

export const readIncident = (it: Answer): Incident => ({
  knownMs: count(it.known_ms),
  dueMs: count(it.due_ms),
  conversations: list(text)(it.conversations),
  customers: count(it.customers),
  messages: count(it.messages),
  files: count(it.files),
  teamDevices: count(it.team_devices),
  customerDevices: count(it.customer_devices),
  overLimit: flag(it.over_limit),
});
