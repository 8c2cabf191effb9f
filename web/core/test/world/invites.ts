/** Several businesses at one address, and invitations to their teams, as in protocol/wire.md. Owners confirm only when a test says so. */

import { type Bytes, toBase64url } from "../../src/base/bytes.ts";
import { commitmentTo, newNonce } from "../../src/seal/invite.ts";
import { deviceId, random } from "../../src/seal/suite.ts";
import { signedJson } from "../../src/wire/http.ts";
import type { Signed } from "../../src/wire/layouts.ts";
import { inviteLink } from "../../src/wire/links.ts";
import { type Bakery, devicePayload, NOON, signPublic } from "./bakery.ts";

interface Offer {
  readonly handle: string;
  state: "open" | "answered" | "confirmed" | "expired";
  /** Chosen by the owner's device before anybody answered. */
  readonly nonce: Bytes;
  answer: { readonly ed: string; readonly x: string } | null;
}

export class InviteDesk {
  /** What was asked for. */
  readonly asked: string[] = [];
  down = false;
  readonly #shops: Readonly<Record<string, { readonly bakery: Bakery; readonly records: Signed[] }>>;
  readonly #offers = new Map<string, Offer>();

  constructor(shops: Readonly<Record<string, Bakery>>) {
    this.#shops = Object.fromEntries(
      Object.entries(shops).map(([handle, bakery]) => [handle, { bakery, records: [...bakery.records] }]),
    );
  }

  /** The fragment of a fresh invitation; `handle` may be a business that the fingerprint does not belong to. */
  invite(handle: string, named = handle): { readonly id: string; readonly fragment: string } {
    const id = random(16);
    this.#offers.set(toBase64url(id), { handle, state: "open", nonce: newNonce(), answer: null });
    const print = this.#shop(named).bakery.chain.fingerprint;
    const link = new URL(inviteLink("https://tresen.example", id, random(16), print));
    return { id: toBase64url(id), fragment: link.hash };
  }

  expire(id: string): void {
    this.#offer(id).state = "expired";
  }

  /** The owner's device takes in whoever answered. */
  async confirm(id: string): Promise<void> {
    const offer = this.#offer(id);
    if (offer.answer === null) throw new Error("nobody has answered");
    const { bakery, records } = this.#shop(offer.handle);
    const [ed, x] = [Buffer.from(offer.answer.ed, "base64url"), Buffer.from(offer.answer.x, "base64url")];
    const keys = { id: await deviceId(new Uint8Array(ed), new Uint8Array(x)), ed, x };
    const payload = devicePayload(keys as never, "member", 3);
    records.push(await signPublic(bakery.anna, bakery.chain, "device", payload));
    offer.state = "confirmed";
  }

  fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    if (this.down) throw new TypeError("no network");
    const [, , , first, name = "", last] = new URL(url, "https://tresen.example").pathname.split("/");
    this.asked.push(`${init.method ?? "GET"} ${first}`);
    if (first === "businesses") return this.#business(name);
    const offer = this.#offers.get(name);
    if (first !== "invites" || offer === undefined) return problem("unknown_invite", 404);
    if (last === "answer") {
      if (offer.answer !== null) return problem("invite_used", 409);
      offer.answer = JSON.parse(String(init.body));
      offer.state = "answered";
      return Response.json({}, { status: 201 });
    }
    const nonce = offer.state === "answered" ? toBase64url(offer.nonce) : null;
    const commitment = toBase64url(await commitmentTo(offer.nonce));
    const { handle, state } = offer;
    const business = toBase64url(this.#shop(handle).bakery.chain.business);
    return Response.json({ ...FOR_A_MEMBER, business, handle, state, commitment, nonce });
  };

  #business(handle: string): Response {
    const shop = this.#shops[handle];
    if (shop === undefined) return problem("unknown_business", 404);
    const business = toBase64url(shop.bakery.chain.business);
    return Response.json({ business, handle, records: shop.records.map(signedJson) });
  }

  #shop(handle: string) {
    const shop = this.#shops[handle];
    if (shop === undefined) throw new Error(`no business ${handle}`);
    return shop;
  }

  #offer(id: string): Offer {
    const offer = this.#offers.get(id);
    if (offer === undefined) throw new Error("no such invitation");
    return offer;
  }
}

const FOR_A_MEMBER = { person: 3, role: "member", until_ms: NOON + 1e9 };

const problem = (code: string, status: number): Response =>
  Response.json({ code, retryable: false, detail: "" }, { status });
