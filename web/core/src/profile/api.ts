/** What the inbox's profile page sees of the core: the published profile, and what an owner does with it (S14, protocol/profile.md). */

import type { Readable } from "../base/readable.ts";

/** The map of a profile record, as it is signed. What nobody here knows stays in it. */
export type ProfileFields = Readonly<Record<string, unknown>>;

/** Both languages of a text; one may be empty. */
export interface TwoTexts {
  readonly de: string;
  readonly en: string;
}

/** Something that is not right in a profile: its place such as `away.text.lunch.de`, and a code of protocol/mistakes.json. */
export interface ProfileRemark {
  readonly at: string;
  readonly code: string;
}

/** An automatic answer as a customer would read it. `name` is `greeting` or `away.` and one of its texts. */
export interface PreviewedAnswer {
  readonly name: string;
  readonly text: TwoTexts;
}

/** What would be with a profile at an instant. With mistakes nothing else is said; warnings do not hinder publishing. */
export interface ProfilePreview {
  readonly mistakes: readonly ProfileRemark[];
  readonly warnings: readonly ProfileRemark[];
  readonly hours: {
    readonly open: boolean;
    readonly text: TwoTexts;
    readonly reason: TwoTexts | null;
  } | null;
  /** For somebody new. */
  readonly first: readonly PreviewedAnswer[];
  /** For one who wrote an hour before, was not answered, and not told of this absence yet. */
  readonly known: readonly PreviewedAnswer[];
}

/** A holiday of a region; `public` false: kept only by some, an ordinary day unless it is named. */
export interface Holiday {
  /** "2026-12-25". */
  readonly day: string;
  readonly de: string;
  readonly en: string;
  readonly public: boolean;
}

/** What is typed and not published; `rev` is the record that the fields were made from. */
export interface TypedProfile {
  readonly fields: ProfileFields;
  readonly rev: number;
}

export interface ProfileCommands {
  profilePublish(fields: ProfileFields, rev: number): Promise<void>;
}

/** Verbs are an owner's. They reject with `Unreachable` without a connection, with `ServerRefusal` when refused. */
export interface ProfileView {
  /** The newest profile and the number of its record; null before there is one. */
  readonly published: Readable<{ readonly fields: ProfileFields; readonly rev: number } | null>;
  /** What was typed here before the page was closed, told once when it has been read; null: nothing. */
  readonly typed: Readable<TypedProfile | null>;
  /** Keeps what is typed in this browser until it is published or discarded (null). */
  keep(typed: TypedProfile | null): void;
  /** Changes nothing. `atMs` null: now. */
  preview(fields: ProfileFields, atMs: number | null): Promise<ProfilePreview>;
  holidays(region: string, year: number): Promise<readonly Holiday[]>;
  /**
   * Signs and publishes; resolves when the server has it. `rev` is the record that `fields` were made from: rejects with
   * `ProfileChanged` when another one has come since. The same fields again change nothing.
   */
  publish(fields: ProfileFields, rev: number): Promise<void>;
}
