// What other apps hand over by the system's share sheet, in the service worker: it waits on this device, for a person to look at it first.
// Any page of the web can post the same form, so nothing here is believed, and nothing that waits goes for something that came later.

/** As many as can be sent at once. */
const MOST = 20;
const WORDS = 8000;
/** More do not wait at once, so that nobody fills the device by sharing: neither in number nor in bytes. */
export const WAITING = 5;
export const ROOM = 100 * 2 ** 20;

/** Whether the page may offer itself for sharing: only a worker that takes what is shared answers. */
export const SHARES = "shares?";

/** Where a share waits. `taken.ts` reads it. */
const place = (page: string, id: string, what: string): string => `${page}/share/${id}/${what}`;

/** Is this the system handing something over? A page below another business's address is not ours. */
export const isShare = ({ method, mode }: Request, path: string, page: string): boolean =>
  method === "POST" && mode === "navigate" && path === `${page}/share`;

/**
 * Keeps what was shared, and leads to the page, which shows it. It goes no further from here: not to the server either.
 * One share at a time, so that each counts those before it, and what is incomplete was interrupted: a worker was ended meanwhile.
 */
export async function takeShare(
  request: Request,
  cacheName: string,
  page: string,
  room = ROOM,
): Promise<Response> {
  const to = (query: string) => Response.redirect(`${page}${query}`, 303);
  const id = newId();
  try {
    const kept = await navigator.locks.request(cacheName, () => keep(request, cacheName, page, id, room));
    return to(kept ? "" : "?shared=full");
  } catch {
    await drop(cacheName, (each) => each === id).catch(() => {});
    return to("?shared=lost");
  }
}

/** False: too much waits. What does not fit by number is not even read. */
async function keep(
  request: Request,
  cacheName: string,
  page: string,
  id: string,
  room: number,
): Promise<boolean> {
  const cache = await caches.open(cacheName);
  const complete = (await cache.keys()).filter(({ url }) => url.endsWith("/words"));
  const ids = complete.map(idOf);
  await drop(cacheName, (each) => !ids.includes(each));
  if (complete.length >= WAITING) return false;
  const form = await request.formData();
  const files = form.getAll("files").filter((each): each is File => each instanceof File && each.size > 0);
  const some = files.slice(0, MOST);
  const bytes = some.reduce((sum, { size }) => sum + size, 0);
  if (bytes + (await held(cache, complete)) > room) return false;
  for (const [n, file] of some.entries()) {
    const headers = {
      "content-type": file.type || "application/octet-stream",
      "x-name": encodeURIComponent(file.name),
    };
    await cache.put(place(page, id, `file-${n}`), new Response(file, { headers }));
  }
  // The words last: without them a share is not complete, and is dropped.
  const headers = { "x-more": files.length > MOST ? "1" : "0", "x-bytes": String(bytes) };
  await cache.put(place(page, id, "words"), new Response(wordsOf(form).slice(0, WORDS), { headers }));
  return true;
}

function wordsOf(form: FormData): string {
  const words = ["title", "text", "url"]
    .map((name) => form.get(name))
    .filter((each) => typeof each === "string");
  return [...new Set(words.map((each) => each.trim()))].filter((each) => each !== "").join("\n");
}

/** The bytes of all files that wait. */
async function held(cache: Cache, complete: readonly Request[]): Promise<number> {
  const all = await Promise.all(complete.map((words) => cache.match(words)));
  return all.reduce((sum, words) => sum + Number(words?.headers.get("x-bytes")), 0);
}

/** By the time, so that the first is shown first; two of one millisecond are two all the same. */
function newId(): string {
  const random = [...crypto.getRandomValues(new Uint8Array(8))];
  return `${Date.now()}-${random.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

const idOf = ({ url }: Request): string => url.split("/").at(-2) ?? "";

async function drop(cacheName: string, which: (id: string) => boolean): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const request of await cache.keys()) if (which(idOf(request))) await cache.delete(request);
}
