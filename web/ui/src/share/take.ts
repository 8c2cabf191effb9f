/// <reference lib="webworker" />
// What other apps hand over by the system's share sheet, in the service worker: it stays on this device, for the page to show it first.

/** As many as can be sent at once. */
const MOST = 20;
const WORDS = 8000;

/** Whether the page may offer itself for sharing: only a worker that takes what is shared answers. */
export const SHARES = "shares?";

/** Where a share waits: one at a time, so that nobody fills the device by sharing. */
const place = (page: string, what: string): string => `${page}/share/${what}`;

/** Is this the system handing something over? A page below another business's address is not ours. */
export const isShare = ({ method, mode }: Request, path: string, page: string): boolean =>
  method === "POST" && mode === "navigate" && path === `${page}/share`;

/** Keeps what was shared, and leads to the page, which shows it. It goes no further from here: not to the server either. */
export async function takeShare(request: Request, cacheName: string, page: string): Promise<Response> {
  const to = (query: string) => Response.redirect(`${page}?shared=${query}`, 303);
  await caches.delete(cacheName);
  try {
    const form = await request.formData();
    const files = form.getAll("files").filter((each): each is File => each instanceof File && each.size > 0);
    const words = ["title", "text", "url"]
      .map((name) => form.get(name))
      .filter((each) => typeof each === "string");
    const said = [...new Set(words.map((each) => each.trim()))].filter((each) => each !== "").join("\n");
    const cache = await caches.open(cacheName);
    for (const [n, file] of files.slice(0, MOST).entries()) {
      const headers = {
        "content-type": file.type || "application/octet-stream",
        "x-name": encodeURIComponent(file.name),
      };
      await cache.put(place(page, `file-${n}`), new Response(file, { headers }));
    }
    await cache.put(place(page, "words"), new Response(said.slice(0, WORDS)));
    return to(files.length > MOST ? "some" : "all");
  } catch {
    await caches.delete(cacheName);
    return to("lost");
  }
}
