/** Why something sealed or signed was not accepted, in the words of the shared vectors (S16). */
export type Reason =
  | "malformed"
  | "wrong_version"
  | "wrong_signature"
  | "wrong_sender"
  | "wrong_place"
  | "wrong_epoch"
  | "wrong_succession"
  | "wrong_commit"
  | "cannot_open"
  | "wrong_padding"
  | "wrong_mac"
  | "wrong_size"
  | "wrong_hash"
  | "too_large";

/** Something sealed or signed is not accepted. `detail` holds no content and no key. */
export class Refused extends Error {
  override readonly name = "Refused";
  readonly reason: Reason;
  constructor(reason: Reason, detail: string) {
    super(`${reason}: ${detail}`);
    this.reason = reason;
  }
}

/** A public record does not verify: the chain is not believed (S4). `code` as in the server's list of errors. */
export class BadRecord extends Error {
  override readonly name = "BadRecord";
  readonly code: "bad_record" | "bad_signature" | "stale_record" | "newer_record";
  constructor(code: BadRecord["code"], detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/** The server refused a command, which changed nothing (W7). `code` is one of protocol/errors.json. */
export class ServerRefusal extends Error {
  override readonly name = "ServerRefusal";
  readonly code: string;
  readonly retryable: boolean;
  readonly detail: string;
  constructor(code: string, retryable: boolean, detail: string) {
    super(detail === "" ? code : `${code}: ${detail}`);
    this.code = code;
    this.retryable = retryable;
    this.detail = detail;
  }
}

/** The server did not answer; whether the command took effect is not known. */
export class Unreachable extends Error {
  override readonly name = "Unreachable";
}

/** The leading tab runs another version of Tresen, which does not have this command. Nothing was done. */
export class UnknownCommand extends Error {
  override readonly name = "UnknownCommand";
}

/** The text does not fit a message of 16 KiB (S9). Nothing was stored. */
export class TooLong extends Error {
  override readonly name = "TooLong";
}

/** Somebody removed this entry of a list. Nothing was changed. */
export class EntryRemoved extends Error {
  override readonly name = "EntryRemoved";
}

/** Somebody else published a profile after the one that was edited here. Nothing was changed. */
export class ProfileChanged extends Error {
  override readonly name = "ProfileChanged";
}

/** The change would leave the team without an owner. Nothing was changed. */
export class LastOwner extends Error {
  override readonly name = "LastOwner";
}

/** The server knows no such device, or it was revoked. */
export class NotAdmitted extends Error {
  override readonly name = "NotAdmitted";
}

/** The return link opens no conversation on this server. */
export class ReturnLinkRefused extends Error {
  override readonly name = "ReturnLinkRefused";
}

/**
 * The recovery sheet is not the business's newest one. `replacedMs`: when another sheet replaced it; null: it belongs to another business.
 */
export class WrongSheet extends Error {
  override readonly name = "WrongSheet";
  readonly replacedMs: number | null;
  constructor(replacedMs: number | null) {
    super(replacedMs === null ? "the sheet of another business" : "the sheet was replaced");
    this.replacedMs = replacedMs;
  }
}

/** This browser is another device already. */
export class Occupied extends Error {
  override readonly name = "Occupied";
}
