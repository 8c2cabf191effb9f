/** Bytes that the leading tab carries for the others. Fetched with the first file. */

import type { RawHttp } from "../wire/http.ts";

type Answer = Readonly<Record<string, unknown>>;

const nothing = async (): Promise<Answer> => ({});
const bytesOf = async (response: Response): Promise<Answer> => ({
  bytes: new Uint8Array(await response.arrayBuffer()),
});

export function bytes(
  http: RawHttp,
  method: "PUT" | "DELETE" | "BYTES",
  path: string,
  body: unknown,
): Promise<Answer> {
  if (method === "DELETE") return http.call(path, { method }, nothing);
  if (method === "BYTES")
    return http.call(path, { method: "GET", headers: { range: String(body) } }, bytesOf);
  const headers = { "content-type": "application/octet-stream" };
  return http.call(path, { method, headers, body: body as Blob }, nothing);
}
