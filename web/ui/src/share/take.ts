/// <reference lib="webworker" />
// What other apps hand over by the system's share sheet, in the service worker: it waits on this device, for a person to look at it first.
// Any page of the web can post the same form, so nothing here is believed, and nothing that waits goes for something that came later.

/** As many as can be sent at once. */
const MOST = 20;
const WORDS = 8000;
/** More do not wait at once, so that nobody fills the device by sharing. */
const WAITING = 5;

/** Whether the page may offer itself for sharing: only a worker that takes what is shared answers. */
export const SHARES = "shares?";

/** Where a share waits. `taken.ts` reads it. */
const place = (page: string, id: string, what: string): string => `${page}/share/${id}/${what}`;

/** Is this the system handing something over? A page below another business's address is not ours. */
export const isShare = ({ method, mode }: Request, path: string, page: string): boolean =>
  method === "POST" && mode === "navigate" && path === `${page}/share`;

/** Keeps what was shared, and leads to the page, which shows it. It goes no further from here: not to the server either. */
export async function takeShare(request: Request, cacheName: string, page: string): Promise<Response> {
  const to = (query: string) => Response.redirect(`${page}${query}`, 303);
  const id = String(Date.now());
  try {
    const form = await request.formData();
    const files = form.getAll("files").filter((each): each is File => each instanceof File && each.size > 0);
    const words = ["title", "text", "url"]
      .map((name) => form.get(name))
      .filter((each) => typeof each === "string");
    const said = [...new Set(words.map((each) => each.trim()))].filter((each) => each !== "").join("\n");
    const cache = await caches.open(cacheName);
    const waiting = new Set((await cache.keys()).map(({ url }) => url.split("/").at(-2)));
    if (waiting.size >= WAITING) return to("?shared=lost");
    for (const [n, file] of files.slice(0, MOST).entries()) {
      const headers = {
        "content-type": file.type || "application/octet-stream",
        "x-name": encodeURIComponent(file.name),
      };
      await cache.put(place(page, id, `file-${n}`), new Response(file, { headers }));
    }
    // The words last: without them a share is not complete, and is dropped.
    const headers = { "x-more": files.length > MOST ? "1" : "0" };
    await cache.put(place(page, id, "words"), new Response(said.slice(0, WORDS), { headers }));
    return to("");
  } catch {
    await drop(cacheName, id).catch(() => {});
    return to("?shared=lost");
  }
}

async function drop(cacheName: string, id: string): Promise<void> {
  const cache = await caches.open(cacheName);
  for (const request of await cache.keys())
    if (request.url.split("/").at(-2) === id) await cache.delete(request);
}
