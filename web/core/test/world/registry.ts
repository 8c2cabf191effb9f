/** A server that takes new businesses, in memory: `/setup`, `/setup/look` and `/businesses/{handle}` as in protocol/wire.md. */

import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { toBase64url, toCrockford } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { random } from "../../src/seal/suite.ts";
import { fold } from "../../src/trust/chain.ts";
import { readPublished } from "../../src/wire/http.ts";
import { NOON } from "./bakery.ts";

type Json = Record<string, unknown>;
type Secret = "good" | "used" | "expired";

const STATUS: Readonly<Record<string, number>> = {
  unknown_business: 404,
  not_found: 404,
  secret_expired: 410,
};

class Refusal {
  readonly code: string;
  constructor(code: string) {
    this.code = code;
  }
}

export class Registry {
  readonly businesses = new Map<string, { business: string; records: Json[] }>();
  readonly reserved = new Set(["inbox"]);
  readonly asked: string[] = [];
  readonly #secrets = new Map<string, Secret>();
  /** The next answer to this call is lost after it took effect. */
  losing: string | null = null;
  down = false;

  link(): string {
    const secret = random(16);
    this.#secrets.set(toBase64url(secret), "good");
    return `#setup=${toCrockford(secret)}`;
  }

  expireAll(): void {
    for (const secret of this.#secrets.keys()) this.#secrets.set(secret, "expired");
  }

  fetch = async (url: string, init: RequestInit = {}): Promise<Response> => {
    if (this.down) throw new TypeError("no network");
    const path = url.replace(/^.*\/api\/v1/, "");
    this.asked.push(`${init.method} ${path}`);
    const body = init.body ? (JSON.parse(String(init.body)) as Json) : {};
    const answer = await this.#answer(path, body);
    if (this.losing === path) {
      this.losing = null;
      throw new TypeError("the connection was lost");
    }
    return answer;
  };

  async #answer(path: string, body: Json): Promise<Response> {
    try {
      if (path === "/setup") return Response.json(await this.#setUp(body), { status: 201 });
      if (path === "/setup/look") return Response.json(this.#look(body));
      return Response.json(this.#shop(path.split("/").at(-1) ?? ""));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { code } = error;
      return Response.json({ code, retryable: false, detail: "" }, { status: STATUS[code] ?? 409 });
    }
  }

  #check(secret: string): void {
    const state = this.#secrets.get(secret);
    if (state === undefined) throw new Refusal("not_found");
    if (state !== "good") throw new Refusal(`secret_${state}`);
  }

  #look({ secret, handle }: Json): Json {
    this.#check(secret as string);
    const until = { until_ms: NOON + 3_600_000 };
    if (handle === null) return { ...until, handle: null };
    const taken = this.businesses.has(handle as string);
    return { ...until, handle: taken ? "taken" : this.reserved.has(handle as string) ? "reserved" : "free" };
  }

  async #setUp({ secret, handle, records, team_wraps: wraps }: Json): Promise<Json> {
    const signed = (records as Json[]).map(readPublished);
    const chain = await fold(null, signed);
    if (chain === null || (wraps as Json[]).length !== 2 || chain.profile === null)
      throw new Refusal("bad_record");
    this.#check(secret as string);
    if (this.businesses.has(handle as string)) throw new Refusal("handle_taken");
    this.#secrets.set(secret as string, "used");
    const business = toBase64url(chain.business);
    this.businesses.set(handle as string, { business, records: records as Json[] });
    return { business, handle };
  }

  #shop(handle: string): Json {
    const found = this.businesses.get(handle);
    if (found === undefined) throw new Refusal("unknown_business");
    return { ...found, handle, open: true };
  }
}

/** A browser with storage of its own; each page opened in it is an Env. */
export function browserAt(registry: Registry): (fragment?: string) => Env {
  const indexedDB = new IDBFactory();
  return (fragment = "") => ({
    origin: "https://tresen.example",
    fragment,
    fetch: registry.fetch,
    WebSocket: class {} as unknown as Env["WebSocket"],
    indexedDB,
    locks: null,
    BroadcastChannel: null,
    now: () => NOON,
    random: () => 0,
    later: (ms, run) => {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
    online: () => true,
    onConnectivity: () => () => {},
    language: () => "de",
    persist: async () => true,
    reload: () => {},
  });
}
