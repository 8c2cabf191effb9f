/** What the law asks of a business, as the inbox shows it (protocol/law.md): register, retention, audit trail, documents, risk, incidents. */

import type { DataRequest, Hold } from "../model/requests.ts";
import type { HoldReason, LawDocument, RequestState } from "../wire/generated.ts";

export interface RequestPage {
  readonly requests: readonly DataRequest[];
  /** How many are not answered, refused or withdrawn. */
  readonly open: number;
  /** The `before` of the next page; null: this is the last. */
  readonly next: number | null;
}

/** Counts alone. */
export interface RetentionReport {
  readonly chatDays: number;
  readonly letterYears: number;
  readonly voucherYears: number;
  /** Nothing goes before. */
  readonly beginsMs: number;
  /** The server's clock jumped: until then nothing goes. */
  readonly waitsUntilMs: number | null;
  readonly held: number;
  readonly restricted: number;
  /** Conversations whose time is over within 30 days. */
  readonly due: number;
  readonly nextMs: number | null;
  readonly last: {
    readonly atMs: number;
    readonly conversations: number;
    readonly messages: number;
    readonly letters: number;
  } | null;
}

export interface AuditLine {
  readonly n: number;
  readonly atMs: number;
  readonly what: string;
  readonly person: number | null;
  readonly conversation: string | null;
  readonly hash: string;
}

export interface AuditPage {
  /** The newest first. */
  readonly lines: readonly AuditLine[];
  /** Number and hash of the newest line of all; 0: there is none. */
  readonly head: number;
  readonly headHash: string;
}

/** What this device computed of the lines that it has read (D9): those from `from` to `to`. */
export interface TrailCheck {
  readonly from: number;
  readonly to: number;
  /** The first line that is missing or is not what was written; null: each follows from the one before it. */
  readonly wrong: number | null;
  /** Does the trail go on from the line that was seen earlier? null: none was seen, or lines up to it are not read yet. */
  readonly goesOn: boolean | null;
}

export interface LawTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface LawText {
  readonly title: string;
  readonly version: number;
  readonly atMs: number;
  readonly changed: readonly {
    readonly heading: string;
    readonly was: string | null;
    readonly now: string | null;
  }[];
  readonly sections: readonly {
    readonly heading: string;
    readonly paragraphs: readonly string[];
    readonly table: LawTable | null;
  }[];
}

export interface Risk {
  readonly turnoverEur: number;
  readonly seed: { readonly percent: number; readonly eur: number };
  readonly caps: readonly {
    readonly article: string;
    readonly percent: number;
    readonly fixedEur: number;
    readonly turnoverEur: number;
    readonly eur: number;
  }[];
  readonly starting: readonly {
    readonly article: string;
    readonly gravity: string;
    readonly fromEur: number;
    readonly toEur: number;
  }[];
  readonly sources: readonly { readonly title: string; readonly url: string }[];
  readonly limits: string;
  readonly complaints: readonly {
    readonly n: number;
    readonly complaint: string;
    readonly answer: string;
    readonly tests: readonly string[];
  }[];
}

/** When something happened, and when the business learned of it. */
export interface Window {
  readonly fromMs: number;
  readonly toMs: number;
  readonly knownMs: number;
}

export interface Incident {
  readonly knownMs: number;
  /** 72 hours later (Art. 33). */
  readonly dueMs: number;
  readonly conversations: readonly string[];
  readonly customers: number;
  readonly messages: number;
  readonly files: number;
  readonly teamDevices: number;
  readonly customerDevices: number;
  /** There are more conversations than these. */
  readonly overLimit: boolean;
}

/** An erased conversation of which letters or vouchers must stay. */
export interface Archived {
  readonly conversation: string;
  readonly erasedMs: number;
  readonly kept: readonly { readonly class: string; readonly messages: number; readonly untilMs: number }[];
}

export interface ArchivePage {
  readonly found: readonly Archived[];
  /** Where the next page begins; null: this is the last. */
  readonly next: number | null;
}

/** Each call rejects with `Unreachable` or `ServerRefusal`. */
export interface LawView {
  requests(all: boolean, before: number | null): Promise<RequestPage>;
  setRequest(n: number, state: RequestState): Promise<DataRequest>;
  holds(): Promise<readonly Hold[]>;
  hold(conversation: string, reason: HoldReason, untilMs: number | null): Promise<Hold>;
  dropHold(conversation: string): Promise<void>;
  retention(): Promise<RetentionReport>;
  audit(before: number | null): Promise<AuditPage>;
  /** `lines`: all that were read, the newest of all first. `seen`: a line that this device has seen earlier. */
  checkTrail(
    lines: readonly AuditLine[],
    head: Pick<AuditPage, "head" | "headHash">,
    seen: Pick<AuditLine, "n" | "hash"> | null,
  ): Promise<TrailCheck>;
  document(name: LawDocument, language: string): Promise<LawText>;
  file(name: LawDocument, language: string, format: "md" | "pdf"): Promise<Blob>;
  risk(turnoverEur: number, language: string): Promise<Risk>;
  incident(window: Window): Promise<Incident>;
  /** As `incident`, and a line of the audit trail. */
  noteIncident(window: Window): Promise<Incident>;
  archive(from: number): Promise<ArchivePage>;
}
