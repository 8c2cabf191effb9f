/** What the team calls its devices: one document for each, whose key is the device's id (L8, S9). */

import type { Bytes } from "../base/bytes.ts";
import { type Described, type DeviceSort, isForm, NOTHING } from "../base/described.ts";
import { TooLong } from "../base/errors.ts";
import { oneLine } from "../base/oneline.ts";
import { entryId } from "../seal/suite.ts";
import { DEVICE_NAME_CHARACTERS, DEVICE_SORT_CHARACTERS } from "../wire/generated.ts";
import type { Payload } from "../wire/layouts.ts";
import { type Document, fieldValue, type Values } from "./merge.ts";

export const KIND = "device";

/** Whose device it is, as the records say. */
interface Listed {
  readonly person: number;
  readonly role: string;
}

/** The id of the document of the device with that id, `key`. It is about no conversation. */
export const idOf = async (about: Bytes | null, key: Bytes | null): Promise<Bytes | null> =>
  about !== null || key === null ? null : entryId(KIND, null, key);

/** No earlier client named devices. */
export const plain = (_payload: Payload): Values => ({});

/** No earlier client reads names of devices. */
export const shown = (_document: Document): Values => ({});

/**
 * What a version says of the device `named`; nothing unless a device of the same person, or an owner's, signed it. So nobody gives a
 * colleague's device a false name.
 */
export function describedIn(
  document: Document,
  named: Listed | undefined,
  writer: Listed | undefined,
): Described {
  if (!mayName(named, writer)) return NOTHING;
  const form = fieldValue(document, "form");
  return {
    name: oneLine(fieldValue(document, "name"), DEVICE_NAME_CHARACTERS),
    browser: oneLine(fieldValue(document, "browser"), DEVICE_SORT_CHARACTERS),
    system: oneLine(fieldValue(document, "system"), DEVICE_SORT_CHARACTERS),
    form: isForm(form) ? form : "",
  };
}

/** Whether what `writer` says of the device `named` counts. */
export const mayName = (named: Listed | undefined, writer: Listed | undefined): boolean =>
  named !== undefined && writer !== undefined && (writer.person === named.person || writer.role === "owner");

/** Set together with what goes on top of a version that does not count: merging would sign all that it says. */
export const SAYING_NOTHING: Values = { name: null, browser: null, system: null, form: null };

/** The field that gives a device this name; an empty one takes it away. Throws `TooLong`. */
export function named(typed: string): Values {
  const name = oneLine(typed, Number.MAX_SAFE_INTEGER);
  if ([...name].length > DEVICE_NAME_CHARACTERS)
    throw new TooLong(`a device's name has at most ${DEVICE_NAME_CHARACTERS} characters`);
  return { name: name === "" ? null : name };
}

/** The fields that say what a device found of itself. */
export const sorted = ({ browser, system, form }: DeviceSort): Values => ({
  browser: browser || null,
  system: system || null,
  form: form || null,
});
