/** The customer's contact card on the customer page: handing over, seeing what is held, taking back (S9). Fetched on demand. */

import { Unreachable } from "../base/errors.ts";
import { type Contact, fits, saysNothing } from "../content/contact.ts";
import { contentOf } from "../content/index.ts";
import { learnKinds } from "../content/kinds.ts";
import type { Details } from "../model/details.ts";
import type { StoredRow } from "../model/row.ts";
import { NAME_DRAFT, readState, rowRange, type Store } from "../store/database.ts";
import { keepDraft } from "../store/drafts.ts";
import type { ContactDesk, Held } from "./api.ts";
import { cardsIn, isBlockedIn } from "./held.ts";

/** What the leading tab does for it. */
export interface ContactCommands {
  /** Reads the page of messages before those that are here. */
  older(): Promise<unknown>;
  /** Erases a message, by its key. */
  erase(message: string): Promise<unknown>;
}

/** So many pages of older messages are read in search of a card. */
const PAGES = 40;
const NOTHING: Details = { name: "", phone: "", email: "", address: "" };

export class Desk implements ContactDesk {
  readonly #store: Store;
  readonly #conversation: string;
  readonly #leader: ContactCommands;
  readonly #say: (card: Contact) => Promise<unknown>;
  /** As this desk has read or written it last. */
  #typed = "";

  constructor(
    { store, conversation }: { readonly store: Store; readonly conversation: string },
    leader: ContactCommands,
    say: (card: Contact) => Promise<unknown>,
  ) {
    learnKinds();
    this.#store = store;
    this.#conversation = conversation;
    this.#leader = leader;
    this.#say = say;
  }

  async held(): Promise<Held> {
    const outbox = await this.#store.getAll("outbox");
    const waiting = outbox.flatMap(({ conversation, payload, failed }) => {
      const said = contentOf(payload);
      return conversation === this.#conversation && failed === null && said.kind === "contact" ? [said] : [];
    });
    const card = waiting.at(-1) ?? (await this.#cards(false)).at(-1)?.card;
    const details = card === undefined || saysNothing(card) ? null : card;
    return { details, waiting: waiting.length > 0, blocked: await this.#isBlocked() };
  }

  async handOver({ name, phone, email, address }: Details): Promise<void> {
    const details = { name, phone, email, address };
    for (const field of Object.keys(details) as (keyof Details)[])
      if (!fits(field, details[field])) throw new RangeError(`${field} is too long or cannot be one`);
    await this.#replace(details);
    // Whichever form and whichever tab it was typed in: there is a name now.
    await this.#store.delete("state", NAME_DRAFT);
    this.#typed = "";
  }

  async typed(): Promise<string> {
    this.#typed = (await readState<string>(this.#store, NAME_DRAFT)) ?? "";
    return this.#typed;
  }

  async type(name: string): Promise<void> {
    const before = this.#typed;
    this.#typed = name;
    await keepDraft(this.#store, NAME_DRAFT, name, before);
    // Asked afterwards, because a page that is left now has only this moment to write. Erased here or in another tab, while the field
    // still stood there (L7).
    const isErased = (await this.#store.get("conversations", this.#conversation))?.kept !== undefined;
    if (isErased) await this.#store.delete("state", NAME_DRAFT);
  }

  async takeBack(): Promise<void> {
    // The server would refuse the word about it. What was handed over can be withdrawn all the same (L12, Art. 7(3) GDPR).
    await this.#replace((await this.#isBlocked()) ? null : NOTHING);
  }

  async #replace(details: Details | null): Promise<void> {
    const before = await this.#cards(true);
    if (details !== null) await this.#say({ kind: "contact", ...details });
    for (const { key } of before) await this.#leader.erase(key);
  }

  async #isBlocked(): Promise<boolean> {
    return isBlockedIn((await this.#rows()).rows);
  }

  /** The cards in the log: all of them, or as many as it takes to find the newest. */
  async #cards(all: boolean): Promise<ReturnType<typeof cardsIn>> {
    for (let page = 0; ; page++) {
      const { low, rows } = await this.#rows();
      const found = cardsIn(rows);
      if (low <= 1 || page >= PAGES || (!all && found.length > 0)) return found;
      try {
        await this.#leader.older();
      } catch (error) {
        if (error instanceof Unreachable) return found;
        throw error;
      }
    }
  }

  async #rows(): Promise<{ readonly low: number; readonly rows: readonly StoredRow[] }> {
    const state = await this.#store.get("conversations", this.#conversation);
    const all = rowRange(this.#conversation, 0, Number.MAX_SAFE_INTEGER);
    const rows = await this.#store.getAll("rows", all);
    return { low: state?.low ?? 0, rows };
  }
}
