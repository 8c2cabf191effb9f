/** Invitations in a tab of the inbox: made here, remembered in the back room, listed by the server (S21). */

import { toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { ServerRefusal, TooLong, Unreachable } from "../base/errors.ts";
import { writable } from "../base/readable.ts";
import { count } from "../base/shape.ts";
import type * as invitations from "../documents/invitations.ts";
import { currentInvitations } from "../documents/room.ts";
import { invitationKeys, sealInvitation, signInvitation } from "../seal/invitation.ts";
import type { DeviceKeys } from "../seal/keys.ts";
import { random } from "../seal/suite.ts";
import type { Store } from "../store/database.ts";
import type { Chain } from "../trust/chain.ts";
import { SECRET_BYTES } from "../wire/generated.ts";
import type { Http } from "../wire/http.ts";
import { invitationLink } from "../wire/links.ts";
import type {
  InvitationCommands,
  InvitationRow,
  InvitationState,
  InvitationsView,
  NewInvitation,
  Unsent,
} from "./api.ts";
import { askListed, type Listed } from "./listed.ts";
import { payloadFor } from "./said.ts";
import { UnsentMessage } from "./unsent.ts";

/** Where invitations are sealed and remembered. */
export interface InvitationsPlace {
  readonly store: Store;
  readonly keys: DeviceKeys;
  readonly handle: string;
  readonly chain: Chain;
}

export interface InvitationsNeeds {
  readonly env: Env;
  readonly leader: InvitationCommands;
  readonly http: Http;
  /** null: the inbox is not ready. */
  place(): InvitationsPlace | null;
  me(): { readonly person: number } | null;
  nameOf(person: number): string | null;
}

const DAY_MS = 86_400_000;

/** A state of a later server is an end like another. */
function stateOf({ state, openedMs, untilMs }: Listed, nowMs: number): InvitationState {
  if (state === "taken") return "answered";
  if (state === "withdrawn" || state === "locked") return state;
  if (state !== "open" || untilMs <= nowMs) return "expired";
  return openedMs === null ? "waiting" : "opened";
}

const opens = (state: InvitationState): boolean => state === "waiting" || state === "opened";

/** What was asked of the server, and may have to be asked again. */
interface Attempt {
  readonly given: NewInvitation;
  readonly id: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly kept: invitations.Kept;
}

export class InvitationsPage implements InvitationsView {
  readonly rows = writable<readonly InvitationRow[] | null>(null);
  readonly today = writable<{ readonly made: number; readonly most: number } | null>(null);
  readonly #needs: InvitationsNeeds;
  #listed: readonly Listed[] = [];
  #attempt: Attempt | null = null;
  readonly #unsent = new UnsentMessage();

  constructor(needs: InvitationsNeeds) {
    this.#needs = needs;
  }

  get #place(): InvitationsPlace {
    const place = this.#needs.place();
    if (place === null) throw new Unreachable("this inbox is not ready");
    return place;
  }

  refresh = async (): Promise<void> => {
    const { rows, today } = await askListed(this.#needs.http);
    this.today.set(today);
    this.#listed = rows;
    await this.show();
  };

  /** The documents say something else, or the server was asked. */
  async show(): Promise<void> {
    if (this.#needs.place() === null) return;
    const { store, keys, handle, chain } = this.#place;
    const { env } = this.#needs;
    const kept = await currentInvitations(store, keys.id);
    const { fingerprint } = chain;
    const rows = this.#listed.map((each): InvitationRow => {
      const state = stateOf(each, env.now());
      const known = kept.get(each.id) ?? null;
      const link =
        known === null || known.secret === null || !opens(state)
          ? null
          : invitationLink(env.origin, handle, known.secret, fingerprint);
      return {
        ...each,
        state,
        kept: known && { ...known, files: known.files.map(([name]) => name) },
        link,
        digits: known !== null && opens(state) ? known.digits : "",
      };
    });
    this.rows.set(rows);
  }

  make = async (given: NewInvitation): Promise<string> => {
    const attempt = this.#attempt?.given === given ? this.#attempt : await this.#prepare(given);
    this.#attempt = attempt;
    // The team must be able to name and withdraw it before anybody can open it.
    await this.#needs.leader.keepInvitation(attempt.id, attempt.kept);
    try {
      const answer = await this.#needs.http.post("/invitations", attempt.request);
      this.today.set({ made: count(answer.today), most: count(answer.most_today) });
    } catch (error) {
      if (error instanceof ServerRefusal && !error.retryable) {
        this.#attempt = null;
        await this.#needs.leader.keepInvitation(attempt.id, null);
      }
      throw error;
    }
    this.#attempt = null;
    const { untilMs, reply, atMs: madeMs } = attempt.kept;
    const fresh = { id: attempt.id, madeMs, untilMs, reply, state: "open", triesLeft: null };
    this.#listed = [{ ...fresh, openedMs: null, conversation: null }, ...this.#listed];
    await this.show();
    return attempt.id;
  };

  withdraw = async (id: string): Promise<void> => {
    await this.#needs.http.post("/invitations/withdraw", { id });
    this.#listed = this.#listed.map((each) => (each.id === id ? { ...each, state: "withdrawn" } : each));
    await this.#needs.leader.keepInvitation(id, null);
    await this.show();
  };

  unsent = (): Promise<Unsent | null> => this.#unsent.read(this.#place.store);
  keepUnsent = (unsent: Unsent | null): void => {
    const place = this.#needs.place();
    if (place !== null) this.#unsent.keep(place.store, unsent).catch(() => {});
  };

  /** The conversation was erased. */
  end(conversation: string): void {
    this.#unsent.end(this.#needs.place()?.store ?? null, conversation).catch(() => {});
  }

  async #prepare(given: NewInvitation): Promise<Attempt> {
    const { keys, chain } = this.#place;
    const { business } = chain;
    const secret = random(SECRET_BYTES);
    const digits = given.withDigits ? sixDigits() : "";
    const made = await invitationKeys(secret, digits, business);
    const atMs = this.#needs.env.now();
    const untilMs = atMs + given.days * DAY_MS;
    const me = this.#needs.me();
    const by = (me && this.#needs.nameOf(me.person)) ?? "";
    const payload = payloadFor(given.text, by, given.files);
    const signed = await signInvitation(keys, {
      business,
      id: made.id,
      atMs,
      untilMs,
      reply: given.reply,
      payload,
    }).catch((error: unknown) => {
      throw new TooLong(String(error));
    });
    const sealed = await sealInvitation(made, business, signed);
    return {
      given,
      id: toBase64url(made.id),
      request: {
        id: toBase64url(made.id),
        lock: toBase64url(made.lock),
        sealed: toBase64url(sealed),
        until_ms: untilMs,
        digits: given.withDigits,
        reply: given.reply,
        blobs: given.files.map(({ file }) => file.blob),
      },
      kept: {
        secret,
        digits,
        line: given.text.replace(/\s+/g, " ").trim(),
        files: given.files.map(({ file }) => [file.name, file.size] as const),
        by,
        atMs,
        untilMs,
        reply: given.reply,
        to: given.to.trim(),
        phone: given.phone.trim(),
        email: given.email.trim(),
        card: given.card,
        taken: null,
      },
    };
  }
}

/** Drawn so that each is as likely as any other. */
function sixDigits(): string {
  const MOST = 4_294_000_000;
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4);
    const drawn = ((a * 256 + b) * 256 + c) * 256 + d;
    if (drawn < MOST) return String(drawn % 1_000_000).padStart(6, "0");
  }
}
