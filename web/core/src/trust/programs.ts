/** Members of the team that are programs: what the signed records say of them (S23). Pure; fetched where there is one. */

import type { Bytes } from "../base/bytes.ts";
import { toBase64url } from "../base/bytes.ts";
import { PROGRAM_NAME_MOST } from "../wire/generated.ts";
import type { Device } from "../wire/layouts.ts";

/** `name` is empty where none can be shown; `may` are its rights, of which the server holds it to some. */
export interface Program {
  readonly name: string;
  readonly ai: boolean;
  readonly may: readonly Right[];
}

export type Right = "read" | "draft" | "send" | "named";

export const RIGHTS: readonly Right[] = ["read", "draft", "send", "named"];
/** What would rearrange or end the line in which a name stands. */
const UNWRITTEN = /\p{Cc}|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|^ | $/u;

/** What a record says of a device; null: it is a person's. What makes no sense is a program's too, of the strictest kind. */
export function readProgram(value: unknown): Program | null {
  if (value == null) return null;
  const { program, ai, may } = value as Record<string, unknown>;
  const rights = Array.isArray(may) ? may : [];
  return {
    name: isProgramName(program) ? program : "",
    ai: ai !== false,
    may: RIGHTS.filter((each) => rights.includes(each)),
  };
}

export const isProgramName = (name: unknown): name is string =>
  typeof name === "string" && name !== "" && [...name].length <= PROGRAM_NAME_MOST && !UNWRITTEN.test(name);

/** As it stands in a record. */
export const programSaid = ({ name, ai, may }: Program): Readonly<Record<string, unknown>> => ({
  program: name,
  ai,
  may: RIGHTS.filter((each) => may.includes(each)),
});

/** What the device is now, by the newest record. */
export const programOf = (
  { devices }: { readonly devices: ReadonlyMap<string, Device> },
  device: Bytes | string,
): Program | null =>
  readProgram(devices.get(typeof device === "string" ? device : toBase64url(device))?.said);
