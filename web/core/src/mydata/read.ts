/** What the server answers about the data that it holds, as values. Each reader throws `Refused` `malformed`. */

import { count, flag, list, map, nil, text } from "../base/shape.ts";
import {
  type Access,
  type DataRequest,
  type HeldData,
  type HeldDevice,
  type Hold,
  type Kept,
  type Purpose,
  type Recipient,
  REQUEST_KINDS,
  type RequestKind,
  type RequestState,
} from "./api.ts";

/** `GET /conversations/{id}/mydata`. */
export function readHeld(raw: Readonly<Record<string, unknown>>): HeldData {
  return {
    sinceMs: count(raw.since_ms),
    events: count(raw.events),
    bytes: count(raw.bytes),
    files: count(raw.files),
    devices: list(deviceIn)(raw.devices),
    access: list(accessIn)(raw.access),
    push: flag(raw.push),
    mail: flag(raw.mail),
    objected: flag(raw.objected),
    restricted: flag(raw.restricted),
    retention: list(keptIn)(raw.retention),
    holds: list(holdIn)(raw.holds),
    purposes: list(purposeIn)(raw.purposes),
    recipients: list(recipientIn)(raw.recipients),
    requests: list(readRequest)(raw.requests),
    raw,
  };
}

function deviceIn(value: unknown): HeldDevice {
  const it = map(value);
  return {
    device: text(it.device),
    paper: flag(it.paper),
    sinceMs: count(it.since_ms),
    removedMs: nil(count)(it.removed_ms),
    lastSeenMs: nil(count)(it.last_seen_ms),
  };
}

function accessIn(value: unknown): Access {
  const { at_ms: atMs, what, person } = map(value);
  return { atMs: count(atMs), what: text(what), person: nil(count)(person) };
}

function keptIn(value: unknown): Kept {
  const it = map(value);
  return {
    class: text(it.class),
    days: nil(count)(it.days),
    years: nil(count)(it.years),
    untilMs: nil(count)(it.until_ms),
  };
}

function holdIn(value: unknown): Hold {
  const it = map(value);
  return { sinceMs: count(it.since_ms), reason: text(it.reason), untilMs: nil(count)(it.until_ms) };
}

function purposeIn(value: unknown): Purpose {
  const { what, purpose, basis, kept } = map(value);
  return { what: text(what), purpose: text(purpose), basis: text(basis), kept: text(kept) };
}

function recipientIn(value: unknown): Recipient {
  const { who, what, where, basis } = map(value);
  return { who: text(who), what: text(what), where: text(where), basis: text(basis) };
}

/** A request as the register has it. A kind of a later version is none that this page can show. */
export function readRequest(value: unknown): DataRequest {
  const it = map(value);
  return {
    n: count(it.n),
    kind: (REQUEST_KINDS.find((kind) => kind === it.kind) ?? text(it.kind)) as RequestKind,
    state: text(it.state) as RequestState,
    askedMs: count(it.asked_ms),
    dueMs: count(it.due_ms),
    answeredMs: nil(count)(it.answered_ms),
  };
}
