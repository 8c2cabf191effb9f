import type { AppLock, Inbox, Passkeys } from "@tresen/core/api";
import { createContext } from "svelte";

/** The one inbox of this page, handed down by App. */
export const [inboxHere, handDownInbox] = createContext<Inbox>();

export interface LockHere {
  readonly lock: AppLock;
  readonly passkeys: Passkeys;
}

/** The app lock of this browser, handed down by App. */
export const [lockHere, handDownLock] = createContext<LockHere>();
