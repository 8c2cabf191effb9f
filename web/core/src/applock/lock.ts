/**
 * The app lock. While locked there is no inbox database: its content lies sealed in the lock's own, and no tab has anything of it in
 * memory. It stands beside the tabs' leader, because it has to work where nobody leads.
 */

import type { Bytes } from "../base/bytes.ts";
import type { Channel, Env } from "../base/env.ts";
import { Refused } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import { pbkdf2 } from "../seal/pbkdf2.ts";
import {
  deleteStore,
  INBOX_STORE,
  LOCK_STORE,
  openStore,
  readState,
  type Store,
  storeExists,
  withLockStill,
  write,
} from "../store/database.ts";
import {
  type AppLock,
  isPin,
  type LockSettings,
  type LockState,
  type Passkeys,
  type UnlockOutcome,
} from "./api.ts";
import { ITERATIONS, newLockKey, newSalt, type Opener, openLockKey, passkeyKey } from "./lockkey.ts";
import { isIdle, isLast, waitMs } from "./tries.ts";
import { type Aside, type AsideBefore, open, seal, type Vault } from "./vault.ts";

/** Under `state` in the lock's database. */
interface Lock {
  readonly opener: Opener;
  readonly publicKey: Bytes;
  readonly idleMinutes: number;
  readonly wrong: number;
  readonly notBeforeMs: number;
  readonly activeMs: number;
  /** The vault is complete; what is left of the inbox's database, if anything, is older. */
  readonly locked: boolean;
  /** Somebody has locked it, whether or not it could be sealed: nothing is shown without PIN or passkey. */
  readonly covered?: boolean;
  /** How many stored values the vault lacks, because they could not be sealed. */
  readonly lost?: number;
}

const isShut = ({ locked, covered }: Lock): boolean => locked || covered === true;

/** Use is written down this often, so that a reload knows of it. */
const NOTE_MS = 10_000;
const WATCH_MS = 5_000;
const PATIENCE_MS = 2_000;

type Note = "lock" | "changed" | "active";

export interface LockNeeds {
  readonly env: Env;
  readonly passkeys: Passkeys;
  /** Ends the inbox of this tab: nothing of it is shown or written any more when this returns. */
  cover(): void;
  readonly iterations?: number;
}

export const createAppLock = (needs: LockNeeds): AppLock => new LockOf(needs);

class LockOf implements AppLock {
  readonly state = writable<LockState>("checking");
  readonly settings = writable<LockSettings | null>(null);
  readonly #env: Env;
  readonly #needs: LockNeeds;
  readonly #channel: Channel | null;
  #activeMs: number;
  #notedMs = 0;
  #unwatch = () => {};
  /** Sealings that run: until they end, nothing is shown. */
  #covered = 0;
  /** The last locking could not even be written down. */
  #unwritten = false;
  #closed = false;

  constructor(needs: LockNeeds) {
    this.#needs = needs;
    this.#env = needs.env;
    this.#activeMs = this.#env.now();
    const { BroadcastChannel } = this.#env;
    this.#channel = BroadcastChannel === null ? null : new BroadcastChannel(LOCK_STORE);
    if (this.#channel !== null) this.#channel.onmessage = ({ data }) => void this.#hear(data as Note);
    this.#begin().catch(() => this.state.set("locked"));
  }

  turnOnWithPin = async (pin: string, idleMinutes: number): Promise<void> => {
    if (!isPin(pin)) throw new RangeError("not a PIN");
    const salt = newSalt();
    const iterations = this.#needs.iterations ?? ITERATIONS;
    const { publicKey, sealed } = await newLockKey(await pbkdf2(pin, salt, iterations));
    await this.#turnOn({ method: "pin", salt, iterations, sealed }, publicKey, idleMinutes);
  };

  turnOnWithPasskey = async (idleMinutes: number): Promise<void> => {
    const { passkeys } = this.#needs;
    const salt = newSalt();
    const credential = await passkeys.create();
    const { publicKey, sealed } = await newLockKey(await passkeyKey(await passkeys.secret(credential, salt)));
    await this.#turnOn({ method: "passkey", credential, salt, sealed }, publicKey, idleMinutes);
  };

  turnOff = async (): Promise<void> => {
    await this.#alone(() => deleteStore(this.#env, LOCK_STORE));
    this.#show(null);
    this.#post("changed");
  };

  setIdleMinutes = (idleMinutes: number): Promise<void> => this.#change((lock) => ({ ...lock, idleMinutes }));

  lock = (): Promise<void> => {
    this.#post("lock");
    return this.#coverAndSeal();
  };

  unlockWithPin = (pin: string): Promise<UnlockOutcome> =>
    this.#unlock(async (opener) => {
      if (opener.method !== "pin") throw new Refused("cannot_open", "the lock has a passkey");
      return pbkdf2(pin, opener.salt, opener.iterations);
    });

  unlockWithPasskey = async (): Promise<UnlockOutcome> => {
    const { opener } = (await this.#stored()) ?? {};
    if (opener?.method !== "passkey") return "wrong";
    // Asked outside the turn: a person may take their time.
    const key = await passkeyKey(await this.#needs.passkeys.secret(opener.credential, opener.salt));
    return this.#unlock(async () => key);
  };

  active = (): void => {
    if (this.state.get() !== "open") return;
    // After a sleep the first touch comes before any timer.
    if (this.#idle()) {
      this.lock().catch(() => {});
      return;
    }
    this.#activeMs = this.#env.now();
    if (Math.abs(this.#activeMs - this.#notedMs) < NOTE_MS) return;
    this.#notedMs = this.#activeMs;
    this.#post("active");
    this.#change((lock) => ({ ...lock, activeMs: this.#activeMs })).catch(() => {});
  };

  forget = async (): Promise<void> => {
    this.#cover();
    await this.#alone(() => this.#drop());
    this.#show(null);
    this.#post("changed");
  };

  close = (): void => {
    this.#closed = true;
    this.#unwatch();
    this.#channel?.close();
  };

  async #begin(): Promise<void> {
    const lock = await this.#stored();
    if (lock === null) return this.#show(null);
    if (lock.locked) {
      await this.#alone(() => this.#tidy());
      await this.#read();
      return;
    }
    const here = await storeExists(this.#env, INBOX_STORE);
    if (here && !isShut(lock) && !isIdle(this.#env.now(), lock.activeMs, lock.idleMinutes))
      return this.#show(lock);
    this.settings.set(settingsOf(lock));
    await this.lock();
  }

  /** What an interrupted sealing left; not what another tab has opened meanwhile. */
  async #tidy(): Promise<void> {
    if ((await this.#stored())?.locked === true) await deleteStore(this.#env, INBOX_STORE);
  }

  async #turnOn(opener: Opener, publicKey: Bytes, idleMinutes: number): Promise<void> {
    const lock: Lock = {
      opener,
      publicKey,
      idleMinutes,
      wrong: 0,
      notBeforeMs: 0,
      activeMs: this.#env.now(),
      locked: false,
    };
    await this.#alone(() => this.#put(lock));
    this.#show(lock);
    this.#post("changed");
  }

  /** If sealing is interrupted or fails, PIN or passkey is asked for all the same, and the next start seals, however soon. */
  async #note(): Promise<void> {
    const lock = await this.#stored();
    if (lock !== null && !lock.locked) await this.#put({ ...lock, activeMs: 0, covered: true });
  }

  /** Seals what is in the inbox's database and deletes that. Whatever step is missed, the next start goes on from there. */
  async #seal(): Promise<void> {
    const lock = await this.#stored();
    if (lock === null) return;
    if (!lock.locked) {
      if (!(await storeExists(this.#env, INBOX_STORE))) {
        // The device was signed out here: there is nothing to lock.
        await deleteStore(this.#env, LOCK_STORE);
        return;
      }
      if (!(await this.#fill(lock))) return;
    }
    await deleteStore(this.#env, INBOX_STORE);
  }

  /** Writes the vault; on a full disk without what comes again from the server. Answers whether it could be written. */
  async #fill(lock: Lock): Promise<boolean> {
    const inbox = await openStore(this.#env, INBOX_STORE);
    try {
      await this.#putVault(lock, inbox, true).catch(() => this.#putVault(lock, inbox, false));
      return true;
    } catch {
      return false;
    } finally {
      inbox.close();
    }
  }

  async #putVault(lock: Lock, inbox: Store, withFiles: boolean): Promise<void> {
    const { vault, aside, lost } = await seal(lock.publicKey, inbox, withFiles);
    await this.#using((store) =>
      write(
        store,
        async (tx) => {
          const state = tx.objectStore("state");
          await state.put(vault, "vault");
          await state.put(aside, "aside");
          await state.put({ ...lock, locked: true, lost }, "lock");
        },
        "strict",
      ),
    );
  }

  #unlock(keyOf: (opener: Opener) => Promise<Bytes>): Promise<UnlockOutcome> {
    return this.#alone(() => this.#try(keyOf)).finally(() => this.#read().then(() => this.#post("changed")));
  }

  async #try(keyOf: (opener: Opener) => Promise<Bytes>): Promise<UnlockOutcome> {
    const lock = await this.#stored();
    if (lock === null || !(isShut(lock) || this.#unwritten)) return "open";
    if (this.#env.now() < lock.notBeforeMs) return "early";
    // Counted before it is tried: closing the page in between gains no try.
    const wrong = lock.wrong + 1;
    const notBeforeMs = this.#env.now() + waitMs(wrong);
    await this.#put({ ...lock, wrong, notBeforeMs });
    const pair = await openLockKey(lock.opener.sealed, await keyOf(lock.opener)).catch((error) => {
      if (error instanceof Refused) return null;
      throw error;
    });
    if (pair !== null) return this.#opened(lock, pair);
    if (!isLast(wrong)) return "wrong";
    await this.#drop();
    return "gone";
  }

  /** The right one was no wrong try, whatever becomes of the content. */
  async #opened(lock: Lock, pair: CryptoKeyPair): Promise<UnlockOutcome> {
    try {
      await this.#put({ ...lock, wrong: 0, notBeforeMs: 0 });
      await this.#open(lock, pair);
      return "open";
    } catch {
      return "stuck";
    }
  }

  async #open(lock: Lock, pair: CryptoKeyPair): Promise<void> {
    await this.#using(async (store) => {
      if (lock.locked) await this.#empty(store, pair);
      const { covered: _, lost: __, ...kept } = lock;
      await write(
        store,
        async (tx) => {
          const state = tx.objectStore("state");
          await state.put(
            { ...kept, wrong: 0, notBeforeMs: 0, activeMs: this.#env.now(), locked: false },
            "lock",
          );
          await state.delete("vault");
          await state.delete("aside");
        },
        "strict",
      );
    });
    this.#unwritten = false;
  }

  /** What lay in the vault is in the inbox's database again. */
  async #empty(store: Store, pair: CryptoKeyPair): Promise<void> {
    const vault = await readState<Vault>(store, "vault");
    if (vault === null) throw new Refused("malformed", "locked without a vault");
    const inbox = await openStore(this.#env, INBOX_STORE);
    const aside = (await readState<Aside | AsideBefore>(store, "aside")) ?? [];
    await open(pair, vault, inbox, aside).finally(() => inbox.close());
  }

  async #drop(): Promise<void> {
    await deleteStore(this.#env, INBOX_STORE);
    await deleteStore(this.#env, LOCK_STORE);
  }

  async #change(change: (lock: Lock) => Lock): Promise<void> {
    await this.#alone(async () => {
      const lock = await this.#stored();
      if (lock !== null && !isShut(lock)) await this.#put(change(lock));
    });
    await this.#read();
  }

  /** What is stored now; the screen follows it. */
  async #read(): Promise<void> {
    const stored = await this.#stored();
    if (!this.#closed && this.#covered === 0) this.#show(stored);
  }

  #show(lock: Lock | null): void {
    this.settings.set(lock === null ? null : settingsOf(lock));
    if (lock === null || isShut(lock) || this.#unwritten) {
      this.#unwatch();
      this.state.set(lock === null ? "off" : "locked");
      return;
    }
    this.#activeMs = Math.max(this.#activeMs, lock.activeMs);
    if (this.state.get() === "open") return;
    this.#watch();
    this.state.set("open");
  }

  #watch(): void {
    this.#unwatch();
    let stop = () => {};
    const look = () => {
      stop();
      if (this.#idle()) this.lock().catch(() => {});
      else stop = this.#env.later(WATCH_MS, look);
    };
    // A page that slept looks when it wakes up, before its timer does.
    const end = this.#env.onConnectivity(look);
    stop = this.#env.later(WATCH_MS, look);
    this.#unwatch = () => {
      stop();
      end();
    };
  }

  #idle(): boolean {
    const { idleMinutes } = this.settings.get() ?? {};
    return idleMinutes !== undefined && isIdle(this.#env.now(), this.#activeMs, idleMinutes);
  }

  #cover(): void {
    this.#unwatch();
    this.#needs.cover();
    this.state.set("sealing");
  }

  /** Covers this tab and seals. Every tab does: the first one seals, the others find it done. */
  async #coverAndSeal(): Promise<void> {
    this.#covered += 1;
    this.#cover();
    const sealing = async () => {
      await this.#note();
      await this.#quietly(() => this.#seal());
    };
    await this.#alone(sealing).then(
      () => {
        this.#unwritten = false;
      },
      () => {
        this.#unwritten = true;
      },
    );
    this.#covered -= 1;
    await this.#read();
  }

  /** Once no tab leads any more: what a leader writes while the content is read would be lost. A tab of an earlier version does not end. */
  async #quietly(work: () => Promise<void>): Promise<void> {
    const { locks } = this.#env;
    if (locks === null) return work();
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const free = locks.request(INBOX_STORE, { signal }, async () => {});
    await free.catch(() => {});
    return work();
  }

  #post(note: Note): void {
    if (!this.#closed) this.#channel?.postMessage(note);
  }

  async #hear(note: Note): Promise<void> {
    if (note === "active") this.#activeMs = this.#env.now();
    else if (note === "lock") await this.#coverAndSeal();
    else await this.#read();
  }

  async #stored(): Promise<Lock | null> {
    if (!(await storeExists(this.#env, LOCK_STORE))) return null;
    return this.#using((store) => readState<Lock>(store, "lock"));
  }

  async #put(lock: Lock): Promise<void> {
    await this.#using((store) => write(store, (tx) => tx.objectStore("state").put(lock, "lock"), "strict"));
  }

  async #using<T>(work: (store: Store) => Promise<T>): Promise<T> {
    const store = await openStore(this.#env, LOCK_STORE);
    try {
      return await work(store);
    } finally {
      store.close();
    }
  }

  /** One tab at a time. */
  #alone<T>(work: () => Promise<T>): Promise<T> {
    return withLockStill(this.#env, work);
  }
}

const settingsOf = ({
  opener,
  idleMinutes,
  wrong,
  notBeforeMs,
  locked,
  covered,
  lost,
}: Lock): LockSettings => ({
  method: opener.method,
  idleMinutes,
  wrong,
  notBeforeMs,
  unsealed: covered === true && !locked,
  lost: lost ?? 0,
});
