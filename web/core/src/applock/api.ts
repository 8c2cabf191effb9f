import type { Readable } from "../base/readable.ts";

/** `checking`: the stored settings are being read; `sealing`: everything is covered, the content is being sealed. */
export type LockState = "checking" | "off" | "open" | "sealing" | "locked";

export type Method = "pin" | "passkey";

export const IDLE_MINUTES = [1, 5, 15, 60] as const;
export const DEFAULT_IDLE_MINUTES = 5;

/** Digits of a PIN. */
export const MIN_PIN = 6;
export const MAX_PIN = 32;

/** After so many wrong tries in a row the device is signed out. */
export const MAX_TRIES = 10;

export const isPin = (text: string): boolean => new RegExp(`^\\d{${MIN_PIN},${MAX_PIN}}$`).test(text);

/** What is set on this device; it is readable while locked. */
export interface LockSettings {
  readonly method: Method;
  readonly idleMinutes: number;
  /** Wrong tries since the last right one. */
  readonly wrong: number;
  /** Before this time no try is taken. */
  readonly notBeforeMs: number;
  /** Locked, and not sealed: the disk had no room for it. Nothing is shown, but what is stored can be read with other programs. */
  readonly unsealed: boolean;
  /** So many stored values could not be sealed; they are gone from this device. */
  readonly lost: number;
}

/**
 * `early`: asked before `notBeforeMs`; `gone`: that was the last try, the device is signed out; `stuck`: PIN or passkey is right, and counts as
 * no wrong try, but the content could not be opened, as on a full disk.
 */
export type UnlockOutcome = "open" | "wrong" | "early" | "gone" | "stuck";

/** The app lock of this browser's inbox. All tabs lock and unlock together. */
export interface AppLock {
  readonly state: Readable<LockState>;
  /** null while it is off. */
  readonly settings: Readable<LockSettings | null>;
  /** Throws a `RangeError` for anything but 6 to 32 digits. */
  turnOnWithPin(pin: string, idleMinutes: number): Promise<void>;
  /** Rejects when the passkey is not made, or derives no secret (PRF). */
  turnOnWithPasskey(idleMinutes: number): Promise<void>;
  turnOff(): Promise<void>;
  setIdleMinutes(minutes: number): Promise<void>;
  /** Covers everything in all tabs at once; resolves when the content is sealed. */
  lock(): Promise<void>;
  unlockWithPin(pin: string): Promise<UnlockOutcome>;
  unlockWithPasskey(): Promise<UnlockOutcome>;
  /** Somebody uses the inbox: the idle time begins anew. */
  active(): void;
  /** Erases the inbox and the lock from this browser. */
  forget(): Promise<void>;
  close(): void;
}

/** A passkey whose PRF extension derives a secret (WebAuthn level 3). */
export interface Passkeys {
  /** Could this browser have one? */
  offered(): Promise<boolean>;
  /** Makes one; answers its id. */
  create(): Promise<Uint8Array<ArrayBuffer>>;
  /** The 32 bytes that it derives from `salt`, after its owner was verified. */
  secret(id: Uint8Array<ArrayBuffer>, salt: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>>;
}
