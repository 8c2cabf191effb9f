import type { MailChoice } from "@tresen/core/api";
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

/** What this device was told about telling: `yes`, `no` (asked and declined, or switched off), or null: never asked. */
type Choice = "yes" | "no" | null;

export const scopeHere = (): string => location.pathname.replace(/\/$/, "");
const key = (): string => `tresen.chat.told.${scopeHere().slice(1)}`;

let choice = $state.raw<Choice>(null);
let may = $state.raw<Permission>("cannot");
let push = $state.raw(false);
let mail = $state.raw<MailChoice | null>(null);

/** Reads what holds for this device. */
export function look(): void {
  may = permission();
  try {
    const stored = localStorage.getItem(key());
    choice = stored === "yes" || stored === "no" ? stored : null;
  } catch {
    choice = null;
  }
}

export const told = {
  get on(): boolean {
    return choice === "yes" && may === "yes";
  },
  get asked(): boolean {
    return choice !== null;
  },
  get may(): Permission {
    return may;
  },
  /** Its push service takes signals for it. */
  get push(): boolean {
    return push;
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
    await calls.setPush(await subscribe(scopeHere(), server));
    push = true;
  } catch {
    push = false;
  }
  return push;
}

/** Whether the server tells this device through a push service, and the customer by mail. Without a connection nothing changes. */
export async function lookAtServer(chat: LiveChat): Promise<void> {
  try {
    ({ push, mail } = await (await chat.notifications()).refresh());
  } catch {
    return;
  }
}

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
  await unsubscribe(scopeHere());
}
