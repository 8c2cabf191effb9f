/** Invitations in the leading tab: remembering them, what an answered one hands over to the card of its conversation, and letting go of them. */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import { Refused, ServerRefusal, TooLong, Unreachable } from "../base/errors.ts";
import * as card from "../documents/card.ts";
import * as invitations from "../documents/invitations.ts";
import type { DocumentKind } from "../documents/kinds.ts";
import type { Values } from "../documents/merge.ts";
import { currentDocument, currentInvitations } from "../documents/room.ts";
import { FIRST, isFirst } from "../model/first.ts";
import type { StoredRow } from "../model/row.ts";
import { invitationId, readCarried } from "../seal/invitation.ts";
import type { Store } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import type { Http } from "../wire/http.ts";
import type { InvitationCommands } from "./api.ts";
import { askListed, type Listed } from "./listed.ts";
import { carriedIn } from "./said.ts";

interface Writer {
  set(kind: DocumentKind, about: string | null, values: Values, key?: Bytes | null): Promise<void>;
  /** Asks for the newest version. */
  refresh(doc: string): Promise<void>;
}

interface Place {
  readonly env: { now(): number };
  readonly store: Store;
  /** This device's. */
  readonly keys: { readonly id: Bytes };
  readonly publicChain: { readonly chain: Chain };
}

const DAY_MS = 86_400_000;
/** What is over is remembered for so long. */
const KEPT_MS = 30 * DAY_MS;
/** What was remembered and never reached the server goes after so long. */
const STRAY_MS = 3_600_000;
/** The server's clock is not the one by which an invitation was made. */
const GRACE_MS = 600_000;

export class InvitationKeeper {
  readonly #documents: Writer;
  readonly #place: Place;
  readonly #http: Pick<Http, "get">;

  constructor(documents: Writer, place: Place, http: Pick<Http, "get">) {
    this.#documents = documents;
    this.#place = place;
    this.#http = http;
  }

  readonly #keep = (id: string, kept: invitations.Kept | null): Promise<void> =>
    this.#documents.set(invitations, null, invitations.written(id, kept), keyOf(id));

  readonly commands: InvitationCommands = { keepInvitation: this.#keep };

  get #kept(): Promise<Map<string, invitations.Kept>> {
    return currentInvitations(this.#place.store, this.#place.keys.id);
  }

  /**
   * A conversation began with an invitation: its card takes over who that was for, where the card says nothing yet, and goes on from the
   * conversation whose card was chosen. Once, and for the one conversation that took it: then nothing is remembered but its name.
   */
  async handOver(conversation: string, rows: readonly StoredRow[]): Promise<void> {
    const first = rows.find(isFirst);
    const carried = first?.payload?.invitation ?? null;
    if (first === undefined || carried === null) return;
    try {
      const id = toBase64url(await invitationId(readCarried(carried).secret));
      const kept = await this.#unanswered(id);
      if (kept === null || first.atMs > kept.untilMs + GRACE_MS) return;
      const { store, publicChain } = this.#place;
      const { read } = await carriedIn(store, publicChain.chain, { conversation, carried });
      if (read.digits !== kept.digits || !(await this.#isTaken(id, conversation))) return;
      await this.#fill(conversation, kept);
      await this.#keep(id, invitations.takenBy(conversation, kept));
    } catch (error) {
      // What is no invitation hands nothing over; no message waits for it.
      unlessKnown(error);
    }
  }

  /** What is remembered of one that was handed over to nobody yet, by any device of the team. */
  async #unanswered(id: string): Promise<invitations.Kept | null> {
    const held = (await this.#kept).get(id) ?? null;
    if (held === null || held.taken !== null) return null;
    const doc = await invitations.idOf(null, keyOf(id));
    if (doc !== null) await this.#documents.refresh(toBase64url(doc)).catch(unlessKnown);
    const kept = (await this.#kept).get(id) ?? null;
    return kept?.taken === null ? kept : null;
  }

  /** The server says so. Throws while it says nothing; `sweep` catches up. */
  async #isTaken(id: string, conversation: string): Promise<boolean> {
    const { rows } = await askListed(this.#http);
    return rows.some((row) => row.id === id && row.state === "taken" && row.conversation === conversation);
  }

  async #fill(conversation: string, kept: invitations.Kept): Promise<void> {
    const { store, keys } = this.#place;
    const id = await card.idOf(fromBase64url(conversation));
    if (id === null) return;
    const said = card.cardIn(await currentDocument(store, card, toBase64url(id), keys.id));
    const texts = { name: kept.to, phone: kept.phone, email: kept.email };
    const missing = Object.entries(texts).filter(
      ([field, text]) => text !== "" && said[field as keyof typeof texts] === null,
    );
    const goesOn = kept.card !== null && kept.card !== conversation && !said.earlier.includes(kept.card);
    try {
      const values = {
        ...card.written(Object.fromEntries(missing)),
        ...(goesOn ? card.linked(said, [...said.earlier, kept.card as string]) : {}),
      };
      if (Object.keys(values).length > 0) await this.#documents.set(card, conversation, values);
    } catch (error) {
      // A card that is full takes nothing.
      if (!(error instanceof TooLong)) throw error;
    }
  }

  /** The conversation was erased: whose it was is not remembered either, and none goes on from it. */
  async end(conversation: string): Promise<void> {
    for (const [id, kept] of await this.#kept)
      if (kept.taken === conversation) await this.#keep(id, null);
      else if (kept.card === conversation) await this.#keep(id, { ...kept, card: null });
  }

  /** Lets go of what is withdrawn, long over, of an erased conversation, or never reached the server, and of what an answer left. */
  async sweep(): Promise<void> {
    const kept = await this.#kept;
    if (kept.size === 0) return;
    const { rows, whole } = await askListed(this.#http);
    const there = new Map(rows.map((row) => [row.id, row]));
    const now = this.#place.env.now();
    for (const [id, each] of kept) {
      const row = there.get(id) ?? null;
      const stray = row === null && whole && now > each.atMs + STRAY_MS;
      if (stray || now > each.untilMs + KEPT_MS || isGone(row)) await this.#keep(id, null);
      else if (row?.state === "taken" && row.conversation !== null && each.taken === null)
        await this.#catchUp(id, each, row.conversation);
    }
  }

  /** It was answered, and this device was interrupted, or the answer did not carry it. Before the answer is here nothing is done. */
  async #catchUp(id: string, kept: invitations.Kept, conversation: string): Promise<void> {
    const row = await this.#place.store.get("rows", [conversation, FIRST]);
    if (row === undefined) return;
    await this.handOver(conversation, [row]);
    if ((await this.#kept).get(id)?.taken === null)
      await this.#keep(id, invitations.takenBy(conversation, kept));
  }
}

/** Withdrawn; or answered by a conversation that is not there any more. */
const isGone = (row: Listed | null): boolean =>
  row?.state === "withdrawn" || (row?.state === "taken" && row.conversation === null);

const keyOf = (id: string): Bytes => invitations.keyOf(fromBase64url(id));

function unlessKnown(error: unknown): void {
  if (![Refused, TooLong, ServerRefusal, Unreachable].some((known) => error instanceof known)) throw error;
}
