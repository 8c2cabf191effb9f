/** Passkeys in the core: what is kept, when, and what is refused before or after the server was asked (S20). */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { type Bytes, fromBase64url, toBase64url } from "../../src/base/bytes.ts";
import type { Env } from "../../src/base/env.ts";
import { ServerRefusal, Unreachable } from "../../src/base/errors.ts";
import { type Answered, type Authenticator, PasskeyProblem } from "../../src/passkey/api.ts";
import { openByPasskey } from "../../src/passkey/back.ts";
import { type KeepNeeds, Passkeys } from "../../src/passkey/keep.ts";
import { handleOf, type Place, subjectOf } from "../../src/passkey/wrap.ts";
import { digest, hmac } from "../../src/seal/suite.ts";
import type { Http } from "../../src/wire/http.ts";

const filled = (n: number, size: number): Bytes => new Uint8Array(size).fill(n);
const BUSINESS = filled(1, 16);
const KRAUSE: Place = { kind: "customer", business: BUSINESS, subject: filled(2, 16) };
const OTHER: Place = { ...KRAUSE, subject: filled(3, 16) };
const ANNA: Place = { kind: "staff", business: BUSINESS, subject: subjectOf(1) };
const PAPER = { id: filled(4, 16), secret: filled(5, 16) };

/** A phone whose passkeys compute an HMAC, as CTAP's do. */
class Phone implements Authenticator {
  readonly held = new Map<string, { readonly handle: Bytes; readonly secret: Bytes }>();
  readonly disowned: string[] = [];
  asked = 0;
  prf = true;
  /** Computes when a passkey is made, too. */
  early = true;

  async make({ handle, input }: Parameters<Authenticator["make"]>[0]) {
    const credential = filled(this.held.size + 40, 20);
    this.held.set(toBase64url(credential), { handle, secret: filled(this.held.size + 90, 32) });
    const output = this.early ? await this.#compute(credential, input) : null;
    return { credential, key: filled(7, 91), output };
  }

  async ask({ input, credential }: Parameters<Authenticator["ask"]>[0]): Promise<Answered> {
    this.asked += 1;
    const name = credential === null ? [...this.held.keys()].at(-1) : toBase64url(credential);
    const held = this.held.get(name ?? "");
    if (name === undefined || held === undefined) throw new PasskeyProblem("cancelled");
    const id = fromBase64url(name);
    const signed = { client: filled(1, 9), authenticator: filled(2, 37), signature: filled(3, 70) };
    return { ...signed, credential: id, handle: held.handle, output: await this.#compute(id, input) };
  }

  async disown(credential: Bytes) {
    this.disowned.push(toBase64url(credential));
    this.held.delete(toBase64url(credential));
  }

  async #compute(credential: Bytes, input: Bytes): Promise<Bytes | null> {
    const secret = this.held.get(toBase64url(credential))?.secret;
    return this.prf && secret !== undefined ? hmac(secret, input) : null;
  }
}

type Json = Readonly<Record<string, unknown>>;

let phone: Phone;
/** What the server keeps, by the passkey's id. */
let rows: Map<string, { wrap: string; device: string }>;
let calls: string[];
let refusing: string | null;
/** What the server says instead, by path. */
let lie: (path: string, honest: Json) => Json;
/** The calls whose answers are lost on the way, by how and path; those in `never` do not even arrive. */
let lost: Set<string>;
let never: Set<string>;

beforeEach(() => {
  [phone, rows, calls, refusing] = [new Phone(), new Map(), [], null];
  lie = (_, honest) => honest;
  [lost, never] = [new Set(), new Set()];
});

const hashOf = async (id: string): Promise<string> =>
  toBase64url(await digest("passkey-id", fromBase64url(id)));

const answer = async (path: string, body: Json): Promise<Json> => lie(path, await honest(path, body));

async function carried(how: string, path: string, body: Json): Promise<Json> {
  if (never.has(`${how} ${path}`)) throw new Unreachable("no line");
  const said = await answer(path, body);
  if (lost.has(`${how} ${path}`)) throw new Unreachable("no line");
  return said;
}

async function honest(path: string, body: Json): Promise<Json> {
  if (path !== "/passkeys" || body.wrap !== undefined) calls.push(path);
  if (path === refusing && Object.keys(body).length > 0) throw new ServerRefusal("forbidden", false, "");
  const id = String(body.credential);
  if (path === "/passkeys/challenge") return { challenge: toBase64url(filled(9, 36)), until_ms: 1 };
  if (path === "/passkeys/drop") rows.clear();
  if (path === "/passkeys" && body.wrap !== undefined)
    rows.set(id, { wrap: String(body.wrap), device: String(body.device) });
  if (path === "/passkeys/open") {
    const row = rows.get(id);
    if (row === undefined) throw new ServerRefusal("passkey_unknown", false, "");
    return { wrap: row.wrap, handle: "baeckerei" };
  }
  const kept = [...rows].map(async ([id, { device }]) => ({ hash: await hashOf(id), device, added_ms: 5 }));
  return { passkeys: await Promise.all(kept) };
}

const http: Http = {
  get: (path) => carried("GET", path, {}),
  post: (path, body) => carried("POST", path, body as Json),
};

/** The same over `fetch`, for whoever has no bearer yet. */
const env = {
  origin: "https://tresen.example",
  later: () => () => {},
  fetch: async (url: string, init?: RequestInit) => {
    const path = url.split("/api/v1")[1] ?? "";
    try {
      return Response.json(await answer(path, JSON.parse(String(init?.body ?? "{}"))));
    } catch (error) {
      const { code, retryable } = error as ServerRefusal;
      return Response.json({ code, retryable, detail: "" }, { status: 400 });
    }
  },
} as unknown as Env;

const passkeys = (more: Partial<KeepNeeds> = {}) =>
  new Passkeys({ http, authenticator: phone, place: KRAUSE, paper: async () => PAPER, ...more });
const back = (business: Bytes | null = BUSINESS, kind: Place["kind"] = "customer") =>
  openByPasskey(env, phone, kind, business === null ? null : toBase64url(business));
const trouble = (what: Promise<unknown>) =>
  what.then(
    () => "none",
    (error) => (error instanceof PasskeyProblem ? error.trouble : String(error)),
  );

test("[S20] what was kept comes back by one touch, with the place that the passkey names", async () => {
  await passkeys().add("Bäckerei");
  expect(phone.asked).toBe(0);
  expect(await back()).toEqual({ secret: PAPER.secret, place: KRAUSE, handle: "baeckerei" });
  expect(phone.asked).toBe(1);
});

test("[S20] a keeper that computes only in use is asked once more, and the same comes back", async () => {
  phone.early = false;
  await passkeys().add("Bäckerei");
  expect(phone.asked).toBe(1);
  expect((await back()).secret).toEqual(PAPER.secret);
});

test("[S20] a passkey that computes nothing is given back, and nothing is sent", async () => {
  phone.prf = false;
  expect(await trouble(passkeys().add("Bäckerei"))).toBe("cannot");
  expect([calls, phone.held.size, phone.disowned.length]).toEqual([[], 0, 1]);
});

test("[S20] what the server does not take is given back, and the device made for it is retired", async () => {
  refusing = "/passkeys";
  const retired: string[] = [];
  const adding = passkeys({ retire: async (device) => void retired.push(device) }).add("Bäckerei");
  await expect(adding).rejects.toThrow("forbidden");
  expect([retired, phone.held.size]).toEqual([[toBase64url(PAPER.id)], 0]);
});

test("[S20] where one is kept none is made: it would take the place of the first, in the same keeper and for good", async () => {
  await passkeys().add("Bäckerei");
  const [held, kept] = [[...phone.held], [...rows]];
  expect(await passkeys().add("Bäckerei")).toHaveLength(1);
  expect([[...phone.held], [...rows], phone.disowned]).toEqual([held, kept, []]);
});

test("[S20] without an answer to what is kept, nothing is made", async () => {
  never.add("GET /passkeys");
  await expect(passkeys().add("Bäckerei")).rejects.toThrow(Unreachable);
  expect([phone.held.size, phone.disowned, calls]).toEqual([0, [], []]);
});

test("[S20] the answer is lost: what the server keeps is what is said, and a passkey that it may keep stays", async () => {
  const retired: string[] = [];
  const mine = passkeys({ retire: async (device) => void retired.push(device) });
  lost.add("POST /passkeys");
  expect(await mine.add("Bäckerei")).toHaveLength(1);
  expect((await back()).secret).toEqual(PAPER.secret);
  await mine.drop();
  retired.length = 0;
  lie = (_, said) => {
    if (rows.size > 0) never.add("GET /passkeys");
    return said;
  };
  await expect(mine.add("Bäckerei")).rejects.toThrow(Unreachable);
  expect([retired, phone.disowned]).toEqual([[], []]);
  expect((await back()).secret).toEqual(PAPER.secret);
});

test("[S20] what never arrived is given back, and the device made for it is retired", async () => {
  const retired: string[] = [];
  never.add("POST /passkeys");
  const adding = passkeys({ retire: async (device) => void retired.push(device) }).add("Bäckerei");
  await expect(adding).rejects.toThrow(Unreachable);
  expect([retired, phone.held.size]).toEqual([[toBase64url(PAPER.id)], 0]);
});

test("[S20] removed, none opens anything, and each device made for one is retired once", async () => {
  const retired: string[] = [];
  const mine = passkeys({ retire: async (device) => void retired.push(device) });
  await mine.add("Bäckerei");
  rows.set("c2Vjb25k", { wrap: "", device: toBase64url(PAPER.id) });
  expect(await mine.list()).toHaveLength(2);
  await mine.drop();
  expect(retired).toEqual([toBase64url(PAPER.id)]);
  expect(await trouble(back())).toBe("unknown");
});

test("[S20] one touch wraps the next link for the passkey that is here; afterwards it opens that, and the old wrap the old one", async () => {
  await passkeys().add("Bäckerei");
  const [[id, old]] = [...rows] as [[string, { wrap: string; device: string }]];
  phone.asked = 0;
  const { secret, wrap, hash } = await passkeys().follow();
  expect(phone.asked).toBe(1);
  expect(hash).toBe(await hashOf(id));
  expect((await back()).secret).toEqual(PAPER.secret);
  rows.set(id, { ...old, wrap });
  expect((await back()).secret).toEqual(fromBase64url(secret));
  expect(secret).not.toBe(toBase64url(PAPER.secret));
});

test("[S20] another conversation's passkey, one that is not kept, one that computes nothing: the link to come is wrapped for none", async () => {
  await passkeys({ place: OTHER }).add("Hof");
  expect(await trouble(passkeys().follow())).toBe("elsewhere");
  rows.clear();
  await passkeys().add("Bäckerei");
  lie = (_, said) => ("passkeys" in said ? { passkeys: [] } : said);
  expect(await trouble(passkeys().follow())).toBe("unknown");
  phone.prf = false;
  expect(await trouble(passkeys().follow())).toBe("cannot");
});

test("[S20] without PRF nothing comes back: the page says so, and the server is not asked for the wrap", async () => {
  await passkeys().add("Bäckerei");
  phone.prf = false;
  expect(await trouble(back())).toBe("cannot");
  expect(calls).not.toContain("/passkeys/open");
});

test("[S20] an answer that the server refuses opens nothing, and is told apart from a passkey that is not there", async () => {
  await passkeys().add("Bäckerei");
  refusing = "/passkeys/open";
  await expect(back()).rejects.toMatchObject({ name: "ServerRefusal", code: "forbidden" });
});

test("[S20] another business's passkey, and one of the other side, are refused before the server is asked", async () => {
  await passkeys().add("Bäckerei");
  expect(await trouble(back(filled(8, 16)))).toBe("elsewhere");
  expect(await trouble(back(BUSINESS, "staff"))).toBe("elsewhere");
  expect(calls).not.toContain("/passkeys/open");
  rows.clear();
  await passkeys({ place: ANNA }).add("Bäckerei");
  expect(await trouble(back())).toBe("elsewhere");
  expect((await back(null, "staff")).place).toEqual(ANNA);
});

test("[S20] a passkey that is not Tresen's is refused in the same words", async () => {
  phone.held.set("AAAA", { handle: filled(1, 8), secret: filled(1, 32) });
  expect(await trouble(back())).toBe("elsewhere");
});

test("[S20] a wrap that the server swaps opens nothing, whichever it is", async () => {
  await passkeys({ place: OTHER }).add("Bäckerei");
  const before = [...rows];
  rows.clear();
  await passkeys().add("Bäckerei");
  rows = new Map([...before, ...rows]);
  const [theirs, mine] = [...rows.keys()] as [string, string];
  const kept = rows.get(mine) as { wrap: string; device: string };
  rows.set(mine, rows.get(theirs) as typeof kept);
  expect(await trouble(back())).toBe("changed");
  rows.set(mine, { ...kept, wrap: toBase64url(filled(6, 44)) });
  expect(await trouble(back())).toBe("changed");
  rows.set(mine, kept);
  expect((await back()).secret).toEqual(PAPER.secret);
});

test("[S20] the same passkey under another place's name opens nothing: the key is bound to what it names", async () => {
  await passkeys().add("Bäckerei");
  const [[name, held]] = [...phone.held] as [[string, { handle: Bytes; secret: Bytes }]];
  phone.held.set(name, { ...held, handle: handleOf(OTHER) });
  expect(await trouble(back())).toBe("changed");
});

const read = (...path: readonly string[]): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, ...path), "utf8"));

/** Each field of an answer as another one of its shape. */
const LIES: Readonly<Record<string, (path: string, said: Json) => Json>> = {
  "passkeys.ChallengeJson.challenge": onlyAt("challenge", () => toBase64url(filled(8, 36))),
  "passkeys.ChallengeJson.until_ms": onlyAt("until_ms", () => 2),
  "passkeys.PasskeyOpened.wrap": onlyAt("wrap", () => toBase64url(filled(8, 44))),
  "passkeys.PasskeyOpened.handle": onlyAt("handle", () => "hof"),
  "passkeys.PasskeysJson.passkeys": onlyAt("passkeys", () => []),
  "passkeys.PasskeyJson.hash": onlyAt("passkeys", (all) => [{ ...(all as Json[])[0], hash: "AAAA" }]),
  "passkeys.PasskeyJson.device": onlyAt("passkeys", (all) => [{ ...(all as Json[])[0], device: "AAAA" }]),
  "passkeys.PasskeyJson.added_ms": onlyAt("passkeys", (all) => [{ ...(all as Json[])[0], added_ms: 6 }]),
};

function onlyAt(name: string, other: (honest: unknown) => unknown) {
  return (_: string, said: Json): Json => (name in said ? { ...said, [name]: other(said[name]) } : said);
}

/** What a person sees of it, or why nothing came of it. */
const seen = async (): Promise<string> =>
  JSON.stringify([
    await passkeys()
      .list()
      .catch((error) => String(error)),
    await back().then(
      ({ secret, handle }) => [toBase64url(secret), handle],
      (error) => (error instanceof PasskeyProblem ? "noticed" : String(error)),
    ),
  ]);

test("[S15] each field about passkeys is noticed when it is another, changes nothing, or stands as the server's claim", async () => {
  const { claims } = read("../../../../protocol/claims.json") as { claims: string[] };
  expect(Object.keys(LIES).sort()).toEqual(read("../liar/told/passkeys.json"));
  await passkeys().add("Bäckerei");
  const truth = await seen();
  for (const [name, told] of Object.entries(LIES)) {
    lie = told;
    const shown = await seen();
    if (shown !== truth && !shown.includes("noticed")) expect(claims, name).toContain(name);
    expect(shown.includes("noticed"), name).toBe(name === "passkeys.PasskeyOpened.wrap");
  }
});
