/**
 * One lie for each field of the answers that a person's questions get, on both pages: the page refuses it, shows what it shows without the
 * lie, or the field stands among the server's claims (protocol/threats.md).
 */

import { afterAll, describe, expect, test } from "vitest";
import { toBase64url } from "../../src/base/bytes.ts";
import { lineHash } from "../../src/law/trail.ts";
import { digest } from "../../src/seal/suite.ts";
import { NOON } from "../world/bakery.ts";
import { until } from "../world/browser.ts";
import type { Json, Refusal } from "../world/server.ts";
import { BANNER, customer, team } from "./asked.ts";
import { exampleOf } from "./examples.ts";
import { openChat, openInbox, openStreet, type Street } from "./street.ts";
import { claims, others, shapeOf, type Tell, toldAnswer } from "./telling.ts";
import { isOwn, listed, oddIn, shown, some, type Verdict } from "./verdict.ts";

/** What the server in memory answers itself. */
const OWN = /^\/(businesses|records)|\/(keys|erase|epochs|devices|objection|kept|events|removal)$/;

const invited: Json[] = [];
const trail = await trailOf(["set_up", "device_added", "exported"]);
const banner = toBase64url(await digest("banner", BANNER));

/** What the server says where neither list nor log is asked for. */
function said(method: string, path: string, body: Json): Json | null {
  const plain = path.split("?")[0] ?? "";
  if (shapeOf(method, path) === null || (OWN.test(plain) && plain !== "/team/devices")) return null;
  const example = exampleOf(method, path);
  if (plain === "/requests/5") return { ...example, state: body.state };
  if (plain.endsWith("/hold")) return { ...example, ...body, conversation: street.talk };
  if (plain === "/audit") return trail;
  if (plain === "/banner") return { ...example, hash: banner };
  if (plain !== "/invites") return example;
  if (method === "POST") {
    invited.splice(0, invited.length, body);
    return example;
  }
  const [like] = example.invites as Json[];
  return { invites: [like, ...invited.map((each) => ({ ...OPEN, ...each }))] };
}

const OPEN = { state: "open", until_ms: NOON + 1000, by: null, ed: null, x: null, nonce: null, mac: null };

const street = await openStreet();
const office = street.server.office;
street.server.office = async (method, path, body, device): Promise<Json | Refusal | null> =>
  (await office(method, path, body, device)) ?? said(method, path, body);
// Nothing waits here, and no connection is probed while questions are asked.
for (const each of [street.owner, street.customer]) each.pace = 1;
const inbox = await openInbox(street);
await until(inbox.net, (net) => net === "online");
const chat = await openChat(street);
await until(chat.net, (net) => net === "online");

afterAll(() => {
  chat.close();
  inbox.close();
});

/** An audit trail as a server writes it (D9). */
async function trailOf(words: readonly string[]): Promise<Json> {
  const lines: Json[] = [];
  let before = toBase64url(new Uint8Array(32));
  for (const [at, what] of words.entries()) {
    const line = {
      n: at + 1,
      atMs: NOON + at,
      what,
      person: 1,
      conversation: toBase64url(new Uint8Array(16)),
    };
    const hash = await lineHash({ ...line, hash: "" }, before);
    const { atMs, ...rest } = line;
    lines.unshift({ ...rest, at_ms: atMs, hash });
    before = hash;
  }
  return { lines, head: words.length, head_hash: before };
}

interface Outcome {
  readonly verdict: Verdict;
  readonly said: string;
}

/** What pages ask beside the question is retold in another test (returns.test.ts). */
const retold =
  (tell: Tell) =>
  (method: string, path: string, answer: Json): unknown =>
    /\/kept$|^\/back-room/.test(path) ? answer : toldAnswer(method, path, answer, tell);

/** What an honest server tells when that is asked, and what the page makes of it. */
async function honest<Page>(ask: Ask<Page>, page: Page) {
  const told = new Map<string, unknown>();
  const note: Tell = (name, value) => {
    if (!told.get(name)) told.set(name, value);
    return value;
  };
  street.server.retellAnswer = retold(note);
  await ask(page, street);
  const before = await ask(page, street);
  return { told, before };
}

type Ask<Page> = (page: Page, on: Street) => Promise<unknown>;

async function lie<Page>(
  ask: Ask<Page>,
  page: Page,
  before: unknown,
  name: string,
  other: unknown,
): Promise<Outcome> {
  const tell: Tell = (field, value) => (field === name ? other : value);
  street.server.retellAnswer = retold(tell);
  try {
    const after = await ask(page, street);
    const odd = oddIn(after, before);
    if (odd !== "") return { verdict: "crude", said: odd };
    return { verdict: shown(after) === shown(before) ? "harmless" : "believed", said: "" };
  } catch (error) {
    return { verdict: isOwn(error) ? "noticed" : "crude", said: String(error) };
  }
}

const all = new Set<string>();

/** What the page asked for or holds itself is nobody's claim, whatever the table says of the field elsewhere. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  banner: ["preview.BannerHash.hash"],
  request: ["mydata.RequestJson.n", "mydata.RequestJson.state"],
  hold: ["mydata.HoldJson.conversation", "mydata.HoldJson.reason", "mydata.HoldJson.until_ms"],
  ask: ["mydata.RequestJson.kind"],
  withdraw: ["mydata.RequestJson.n"],
  invite: ["invites.InviteJson.person", "invites.InviteJson.role", "invites.InviteJson.until_ms"],
};

async function trial<Page>(what: string, ask: Ask<Page>, page: Page): Promise<void> {
  const known = new Set(KNOWN[what]);
  const { told, before } = await honest(ask, page);
  for (const name of told.keys()) all.add(name);
  const wrong: string[] = [];
  for (const [name, value] of told)
    for (const other of some(name, others(value))) {
      const { verdict, said } = await lie(ask, page, before, name, other);
      const told = `${name} = ${shown(other)}: ${verdict} ${said}`;
      if (verdict === "crude" || (verdict === "believed" && (!claims.has(name) || known.has(name))))
        wrong.push(told);
      // What was believed may be held: it is asked anew.
      if (verdict !== "noticed") {
        street.server.retellAnswer = (_method, _path, answer) => answer;
        await ask(page, street);
      }
    }
  expect(wrong).toEqual([]);
}

describe("[S15] an answer to the team is refused, harmless, or the server's claim", () => {
  test.for(Object.entries(team))("%s", ([what, ask]) => trial(what, ask, inbox));
});

describe("[S15] an answer to a customer is refused, harmless, or the server's claim", () => {
  test.for(Object.entries(customer))("%s", ([what, ask]) => trial(what, ask, chat));
});

test("those fields are told, and no others (told/asked.json)", async () => {
  await expect(listed(all)).toMatchFileSnapshot("told/asked.json");
});
