import type { MailChoice, NotificationChoices } from "@tresen/core/api";
import {
  ask,
  canPush,
  leaveWords,
  type Permission,
  permission,
  subscribe,
  unsubscribe,
} from "@tresen/ui/push/device";
import type { LiveChat } from "../chat.ts";
import { tell } from "./words.ts";

/** What this device was told about telling: `yes`, `no` (asked and declined, or switched off), `lost` (the browser took it away), or null: never asked. */
type Choice = "yes" | "no" | "lost" | null;

export const scopeHere = (): string => location.pathname.replace(/\/$/, "");
const key = (): string => `tresen.chat.told.${scopeHere().slice(1)}`;
/** That signals reach this device no more was said, since they last did. */
export const doubted = (): string => `tresen.chat.doubt.${scopeHere().slice(1)}`;

let choice = $state.raw<Choice>(null);
let may = $state.raw<Permission>("cannot");
let push = $state.raw(false);
let mail = $state.raw<MailChoice | null>(null);
let unconfirmed = $state.raw(false);

/** Reads what holds for this device. */
export function look(): void {
  may = permission();
  try {
    const stored = localStorage.getItem(key());
    choice = stored === "yes" || stored === "no" || stored === "lost" ? stored : null;
  } catch {
    choice = null;
  }
}

export const told = {
  get on(): boolean {
    return choice === "yes" && may === "yes";
  },
  /** Switched on here, whatever the browser says by now. */
  get wanted(): boolean {
    return choice === "yes";
  },
  get asked(): boolean {
    return choice === "yes" || choice === "no";
  },
  /** It was on, and the browser allows it no more. */
  get lost(): boolean {
    return choice === "lost";
  },
  get may(): Permission {
    return may;
  },
  /** Its push service takes signals for it. */
  get push(): boolean {
    return push;
  },
  /** The server's last signals brought nobody here. */
  get unconfirmed(): boolean {
    return unconfirmed;
  },
  /** Null where the server sends no mail, and until it said so. */
  get mail(): MailChoice | null {
    return mail;
  },
};

function choose(next: Choice): void {
  choice = next;
  try {
    if (next === null) localStorage.removeItem(key());
    else localStorage.setItem(key(), next);
  } catch {
    return;
  }
}

export async function askServer(chat: LiveChat): Promise<NotificationChoices> {
  const found = await (await chat.notifications()).refresh();
  ({ push, mail, unconfirmed } = found);
  return found;
}

/** The browser takes no more signals: the switch is off. */
export function lose(): void {
  choose("lost");
  push = false;
  look();
}

export const setPushed = (): boolean => (push = true);

export const decline = (): void => choose("no");

/** Asks the browser, and if it allows, its push service. False: told only while the page is open. */
export async function switchOn(chat: LiveChat): Promise<boolean> {
  may = await ask();
  choose(may === "yes" ? "yes" : "no");
  if (may !== "yes" || !canPush()) return may !== "yes";
  try {
    const calls = await chat.notifications();
    const { key: server } = await calls.refresh();
    await leaveWords(scopeHere(), chat.shopfront?.profile.name ?? "Tresen", tell().tellNew);
    await calls.setPush(await subscribe(scopeHere(), server), `push 1 ${document.documentElement.lang}`);
    push = true;
  } catch {
    push = false;
  }
  return push;
}

/** Whether the server tells this device through a push service, and the customer by mail. Without a connection nothing changes. */
export const lookAtServer = (chat: LiveChat): Promise<unknown> => askServer(chat).catch(() => null);

export async function switchOff(chat: LiveChat): Promise<void> {
  choose("no");
  push = false;
  await unsubscribe(scopeHere());
  try {
    await (await chat.notifications()).setPush(null);
  } catch {
    // Without a connection the push service tells the server that it is over.
    return;
  }
}

/** The conversation left this browser: nothing of this stays. */
export async function forget(): Promise<void> {
  choose(null);
  try {
    localStorage.removeItem(doubted());
  } catch {
    return;
  }
  await unsubscribe(scopeHere());
}
