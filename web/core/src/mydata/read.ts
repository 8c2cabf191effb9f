/** What the server answers about the data that it holds, as values. Throws `Refused` `malformed`. */

import { count, flag, list, map, nil, text } from "../base/shape.ts";
import { readHold, readRequest } from "../model/requests.ts";
import type { Access, HeldData, HeldDevice, Kept, Purpose, Recipient } from "./api.ts";

/** `GET /conversations/{id}/mydata`. */
export function readHeld(raw: Readonly<Record<string, unknown>>): HeldData {
  return {
    sinceMs: count(raw.since_ms),
    lastMs: count(raw.last_ms),
    events: count(raw.events),
    bytes: count(raw.bytes),
    files: count(raw.files),
    fileBytes: count(raw.file_bytes),
    devices: list(deviceIn)(raw.devices),
    access: list(accessIn)(raw.access),
    push: flag(raw.push),
    mail: flag(raw.mail),
    passkeys: list((each) => count(map(each).since_ms))(raw.passkeys),
    objected: flag(raw.objected),
    restricted: flag(raw.restricted),
    retention: list(keptIn)(raw.retention),
    hold: nil(readHold)(raw.hold),
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
  };
}

function accessIn(value: unknown): Access {
  const { at_ms: atMs, what, device, person } = map(value);
  return { atMs: count(atMs), what: text(what), device: nil(text)(device), person: nil(count)(person) };
}

function keptIn(value: unknown): Kept {
  const it = map(value);
  return {
    class: text(it.class),
    days: nil(count)(it.days),
    years: nil(count)(it.years),
    untilMs: nil(count)(it.until_ms),
    messages: count(it.messages),
  };
}

function purposeIn(value: unknown): Purpose {
  const { what, purpose, basis, kept } = map(value);
  return { what: text(what), purpose: text(purpose), basis: text(basis), kept: text(kept) };
}

function recipientIn(value: unknown): Recipient {
  const { who, what, where, basis } = map(value);
  return { who: text(who), what: text(what), where: text(where), basis: text(basis) };
}
