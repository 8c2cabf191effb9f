import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ROOM, takeShare, WAITING } from "../src/share/take.ts";
import { dropShared, readShared } from "../src/share/taken.ts";

const PAGE = "https://chat.example.de/cafe";
const NAME = "tresen-chat.cafe.shared";
/** In the place of 100 MiB, which take seconds to pass on. */
const SMALL = 1024;

/** The browser's caches and locks, as far as sharing needs them: every step comes back later, as in a browser. */
let stored: Map<string, Map<string, Response>>;
let turns: Map<string, Promise<unknown>>;

function cacheOf(name: string) {
  const entries = stored.get(name) ?? new Map<string, Response>();
  stored.set(name, entries);
  const urlOf = (request: Request | string) => (typeof request === "string" ? request : request.url);
  return {
    keys: async () => [...entries.keys()].map((url) => ({ url })),
    match: async (request: Request | string) => entries.get(urlOf(request))?.clone(),
    delete: async (request: Request | string) => entries.delete(urlOf(request)),
    put: async (url: string, response: Response) => {
      const headers = response.headers;
      entries.set(url, new Response(await response.arrayBuffer(), { headers }));
    },
  };
}

beforeEach(() => {
  stored = new Map();
  turns = new Map();
  vi.stubGlobal("caches", {
    open: async (name: string) => cacheOf(name),
    has: async (name: string) => stored.has(name),
    delete: async (name: string) => stored.delete(name),
  });
  const request = (name: string, work: () => Promise<unknown>) => {
    const turn = (turns.get(name) ?? Promise.resolve()).then(work);
    turns.set(
      name,
      turn.catch(() => {}),
    );
    return turn;
  };
  vi.stubGlobal("navigator", { locks: { request } });
});
afterEach(() => vi.unstubAllGlobals());

/** Shares words and files; the query of the address that it leads to. */
async function share(text: string, ...files: readonly File[]): Promise<string> {
  const body = new FormData();
  body.append("text", text);
  for (const file of files) body.append("files", file);
  const request = new Request(`${PAGE}/share`, { method: "POST", body });
  const answer = await takeShare(request, NAME, PAGE, SMALL);
  return new URL(answer.headers.get("location") ?? "").search;
}

const entries = (): readonly string[] => [...(stored.get(NAME)?.keys() ?? [])];
const file = (name: string, bytes = 1) => new File([new Uint8Array(bytes)], name);

test("[A1] shares that were interrupted go when the next one begins, and take nobody's place", async () => {
  for (let n = 0; n < WAITING; n++)
    await cacheOf(NAME).put(`${PAGE}/share/${1000 + n}/file-0`, new Response("x"));
  expect(await readShared(NAME)).toBeNull();
  expect(entries()).toHaveLength(WAITING); // reading drops nothing
  expect(await share("Hallo", file("Plan.txt"))).toBe("");
  expect(entries()).toHaveLength(2);
  const read = await readShared(NAME);
  expect([read?.words, read?.files.map(({ name }) => name), read?.waiting]).toEqual([
    "Hallo",
    ["Plan.txt"],
    1,
  ]);
});

test("[A1] of a hundred at once five wait, each whole and by itself, and the others are refused", async () => {
  vi.spyOn(Date, "now").mockReturnValue(1_800_000_000_000);
  const all = Array.from({ length: 100 }, (_, n) => share(`Nummer ${n}`, file(`${n}.txt`)));
  const answers = await Promise.all(all);
  vi.restoreAllMocks();
  expect(answers.filter((each) => each === "")).toHaveLength(WAITING);
  expect(answers.filter((each) => each === "?shared=full")).toHaveLength(100 - WAITING);
  expect(entries()).toHaveLength(2 * WAITING);
  for (let left = WAITING; left > 0; left--) {
    const read = await readShared(NAME);
    expect(read?.waiting).toBe(left);
    expect(read?.files.map(({ name }) => `Nummer ${name}`)).toEqual([`${read?.words}.txt`]);
    await dropShared(NAME, read?.id);
  }
  expect(entries()).toHaveLength(0);
});

test("[A1] all that waits together has one bound in bytes, and what is beyond changes nothing", async () => {
  expect(ROOM).toBe(100 * 1024 * 1024);
  const half = SMALL / 2;
  expect(await share("zu groß", file("a", SMALL + 1))).toBe("?shared=full");
  expect(entries()).toHaveLength(0);
  expect(await share("eins", file("a", half))).toBe("");
  expect(await share("zwei", file("b", half), file("c", 1))).toBe("?shared=full");
  expect(await share("drei", file("b", half))).toBe("");
  expect(await share("vier", file("d"))).toBe("?shared=full");
  expect(await share("Worte")).toBe("");
  expect((await readShared(NAME))?.waiting).toBe(3);
  await dropShared(NAME);
  expect(await readShared(NAME)).toBeNull();
  expect(await share("wieder", file("a", SMALL))).toBe("");
});

test("what cannot be stored is said to be lost, and leaves nothing", async () => {
  const broken = new Request(`${PAGE}/share`, { method: "POST", body: "no form" });
  const answer = await takeShare(broken, NAME, PAGE);
  expect(new URL(answer.headers.get("location") ?? "").search).toBe("?shared=lost");
  expect(entries()).toHaveLength(0);
});
