/** What the inbox's profile page sees of the core: the published profile, and what an owner does with it (S14, protocol/profile.md). */

import type { Readable } from "../base/readable.ts";
import type { OpeningHours } from "./shopfront.ts";

/** The map of a profile record, as it is signed. Fields that this client does not know stay in it. */
export type ProfileFields = Readonly<Record<string, unknown>>;

/** Both languages of a text; one may be empty. */
export interface TwoTexts {
  readonly de: string;
  readonly en: string;
}

/** Something wrong in a profile: its place, such as `away.text.lunch.de`, and a code of protocol/mistakes.json. */
export interface ProfileRemark {
  readonly at: string;
  readonly code: string;
}

/** An automatic answer as a customer would read it. `name` is `greeting` or `away.` and the name of one of its texts. */
export interface PreviewedAnswer {
  readonly name: string;
  readonly text: TwoTexts;
}

/** What a profile would lead to at an instant. If it has mistakes, nothing else is given; warnings do not prevent publishing. */
export interface ProfilePreview {
  readonly mistakes: readonly ProfileRemark[];
  readonly warnings: readonly ProfileRemark[];
  readonly hours: {
    readonly open: boolean;
    readonly text: TwoTexts;
    readonly reason: TwoTexts | null;
  } | null;
  /** The answers for a new customer. */
  readonly first: readonly PreviewedAnswer[];
  /** The answers for a customer who wrote an hour earlier, was not answered, and was not told of this absence yet. */
  readonly known: readonly PreviewedAnswer[];
}

/** A holiday of a region. `public` is false when only some keep it; it is then an ordinary day unless the profile names it. */
export interface Holiday {
  /** "2026-12-25". */
  readonly day: string;
  readonly de: string;
  readonly en: string;
  readonly public: boolean;
}

/** A profile that was typed and not published. `rev` is the record from which the fields were made. */
export interface TypedProfile {
  readonly fields: ProfileFields;
  readonly rev: number;
}

export interface ProfileCommands {
  profilePublish(fields: ProfileFields, rev: number): Promise<void>;
}

/** The verbs are for owners. They reject with `Unreachable` without a connection and with `ServerRefusal` when refused. */
export interface ProfileView {
  /** The newest profile and the number of its record; null before there is one. */
  readonly published: Readable<{ readonly fields: ProfileFields; readonly rev: number } | null>;
  /** What was typed here before the page was closed, set once it has been read; null: nothing. */
  readonly typed: Readable<TypedProfile | null>;
  /** Stores what is typed in this browser until it is published or discarded (null). */
  keep(typed: TypedProfile | null): void;
  /** Changes nothing. `atMs` null: now. */
  preview(fields: ProfileFields, atMs: number | null): Promise<ProfilePreview>;
  /** The opening hours as the server works them out now; null: none are published. */
  hours(handle: string): Promise<OpeningHours | null>;
  holidays(region: string, year: number): Promise<readonly Holiday[]>;
  /** Stores a banner, and answers the hash by which a profile names it (S14). */
  keepBanner(banner: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
  /**
   * Signs and publishes; resolves once the server has it. `rev` is the record from which `fields` were made: rejects with `ProfileChanged`
   * when another record has come since. Publishing the same fields again changes nothing.
   */
  publish(fields: ProfileFields, rev: number): Promise<void>;
}
