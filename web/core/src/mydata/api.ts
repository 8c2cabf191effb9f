/** "Meine Daten": what the business and its server hold of the customer, and the package that holds all of it (Art. 15 to 21 GDPR). */

import type { Details } from "../model/details.ts";
import type { DataRequest, Hold } from "../model/requests.ts";
import type { RequestKind } from "../wire/generated.ts";

/** Somebody was given access, lost it, or took the data along. `what` is the server's word; a word that is not known is shown as it is. */
export interface Access {
  readonly atMs: number;
  readonly what: string;
  readonly device: string | null;
  readonly person: number | null;
}

export interface HeldDevice {
  readonly device: string;
  readonly paper: boolean;
  readonly sinceMs: number;
  readonly removedMs: number | null;
}

/** How long a class of messages stays: `days` after the last word, or `years` from the end of the calendar year. */
export interface Kept {
  readonly class: string;
  readonly days: number | null;
  readonly years: number | null;
  readonly untilMs: number | null;
  readonly messages: number;
}

export interface Purpose {
  readonly what: string;
  readonly purpose: string;
  readonly basis: string;
  readonly kept: string;
}

export interface Recipient {
  readonly who: string;
  readonly what: string;
  readonly where: string;
  readonly basis: string;
}

/** What the server says that it holds of the conversation. */
export interface HeldData {
  readonly sinceMs: number;
  readonly lastMs: number;
  readonly events: number;
  readonly bytes: number;
  readonly files: number;
  readonly fileBytes: number;
  readonly devices: readonly HeldDevice[];
  readonly access: readonly Access[];
  readonly push: boolean;
  readonly mail: boolean;
  /** Since when each passkey that opens the conversation is kept. */
  readonly passkeys: readonly number[];
  readonly objected: boolean;
  readonly restricted: boolean;
  readonly retention: readonly Kept[];
  /** What keeps it from going by itself; null: nothing. */
  readonly hold: Hold | null;
  readonly purposes: readonly Purpose[];
  readonly recipients: readonly Recipient[];
  readonly requests: readonly DataRequest[];
  /** The answer as it came, for the package. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** How far a package is: `reading` counts positions, `files` and `packing` bytes. */
export interface PackageProgress {
  readonly step: "reading" | "files" | "packing";
  readonly done: number;
  readonly of: number;
}

export type PackageJson = Readonly<Record<string, unknown>>;

/** A file of the package. */
export interface PackageFile {
  readonly path: string;
  readonly data: Blob;
}

/** Everything the own keys open, before it is packed. `json` is what protocol/schema/my-data.json describes. */
export interface Gathered {
  readonly json: PackageJson;
  readonly files: readonly PackageFile[];
}

export interface MyData {
  /** Rejects with `Unreachable` without a connection. `language`: of the words about purposes and recipients. */
  held(language: string): Promise<HeldData>;
  /** The newest contact card that is in force, as far as this device has read. null: none. */
  card(): Promise<Details | null>;
  /** Asks for something; the same kind again while it is open is the same request. */
  ask(kind: RequestKind): Promise<DataRequest>;
  withdraw(request: number): Promise<DataRequest>;
  /** Restricts what is done with the conversation (Art. 18), or takes that back. Answers what holds now. */
  restrict(on: boolean): Promise<boolean>;
  /** Objects to being counted (Art. 21), or takes that back. Answers what holds now. */
  object(on: boolean): Promise<boolean>;
  /** Reads the whole conversation and every file, as far as the server can be asked. */
  gather(
    language: string,
    onprogress: (progress: PackageProgress) => void,
    signal: AbortSignal,
  ): Promise<Gathered>;
  /** Packs the files into one ZIP. */
  pack(
    files: readonly PackageFile[],
    onprogress: (progress: PackageProgress) => void,
    signal: AbortSignal,
  ): Promise<Blob>;
  /** The server notes that the data was taken along. What fails here takes nothing back. */
  exported(): Promise<void>;
}
