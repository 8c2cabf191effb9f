/**
 * HTTP calls that the leading tab makes for the others. It alone has the bearer and gives it to nobody. A verb that needs nothing but
 * HTTP therefore needs no command of its own: tabs of a newer version find their way under an older leader.
 */

import { Refused } from "../base/errors.ts";
import type { Http, RawHttp } from "../wire/http.ts";

type Answer = Readonly<Record<string, unknown>>;

/** `PUT` carries bytes, `BYTES` gets those of a range, as `{bytes}`. */
export type Method = "GET" | "POST" | "PUT" | "DELETE" | "BYTES";

export interface LentHttp {
  /** Calls below `/api/v1`. Throws as `Http` does, and `Refused` for what is no path there. */
  http(method: Method, path: string, body: unknown): Promise<Answer>;
}

/** Segments and a query; nothing that leaves `/api/v1`. */
const PATH = /^(?:\/[\w-]+)+(?:\?[\w=&%-]+)?$/;

export const lend = (http: RawHttp): LentHttp => ({
  http: async (method, path, body) => {
    if (!PATH.test(path)) throw new Refused("malformed", "not a path of the API");
    if (method === "POST") return http.post(path, body);
    if (method === "GET") return http.get(path);
    return (await import("./lentbytes.ts")).bytes(http, method, path, body);
  },
});

export const borrow = (leader: LentHttp): Http => ({
  get: (path) => leader.http("GET", path, null),
  post: (path, body) => leader.http("POST", path, body),
});
