/** The calls under `/api/v1` (W8): the only user of `fetch`. Bytes in JSON are base64url. */

import { type Bytes, fromBase64url, toBase64url } from "../base/bytes.ts";
import type { Env } from "../base/env.ts";
import { Refused, ServerRefusal, Unreachable } from "../base/errors.ts";
import { list, map, nil, text } from "../base/shape.ts";
import type { Envelope } from "./events.ts";
import type { SealedEpoch, Signed, Wrap } from "./layouts.ts";

const TIMEOUT_MS = 20_000;

export interface Http {
  /** Throws `ServerRefusal`, or `Unreachable` when no answer came. */
  get(path: string): Promise<Readonly<Record<string, unknown>>>;
  post(path: string, body: unknown): Promise<Readonly<Record<string, unknown>>>;
}

/** Also carries bytes. `read` takes an answer that is no refusal. */
export interface RawHttp extends Http {
  call<T>(path: string, init: RequestInit, read: (response: Response) => Promise<T>): Promise<T>;
}

const json = async (response: Response) => map(await response.json());

/** `bearer` gives the current one, or null before the welcome. */
export function http(env: Env, bearer: () => string | null): RawHttp {
  const call = async <T>(path: string, init: RequestInit, read: (response: Response) => Promise<T>) => {
    const token = bearer();
    const headers = {
      ...(init.body ? { "content-type": "application/json" } : {}),
      ...init.headers,
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    const stop = new AbortController();
    const cancel = env.later(TIMEOUT_MS, () => stop.abort());
    try {
      const options: RequestInit = { ...init, headers, credentials: "omit", signal: stop.signal };
      const response = await env.fetch(`${env.origin}/api/v1${path}`, options);
      return await (response.ok ? read(response) : refused(response));
    } catch (error) {
      if (error instanceof ServerRefusal || error instanceof Refused) throw error;
      throw new Unreachable("the server did not answer");
    } finally {
      cancel();
    }
  };
  return {
    call,
    get: (path) => call(path, { method: "GET" }, json),
    post: (path, body) => call(path, { method: "POST", body: JSON.stringify(body) }, json),
  };
}

/** True when the server says that it goes by another address than this page's (`/live`, W2). */
export const isElsewhere = (env: Env): Promise<boolean> =>
  env
    .fetch(`${env.origin}/live`, { credentials: "omit" })
    .then(({ headers }) => (headers.get("tresen-public-url") ?? env.origin) !== env.origin)
    .catch(() => false);

async function refused(response: Response): Promise<never> {
  const problem = await response.json().then(map, () => ({}) as Readonly<Record<string, unknown>>);
  // The bearer ended with the connection. The call is made again on the next one (W2).
  if (problem.code === "not_welcome") throw new Unreachable("the connection was lost");
  // A proxy in between answers without a code, which means only: not now.
  const code = typeof problem.code === "string" ? problem.code : "internal";
  const retryable = typeof problem.retryable === "boolean" ? problem.retryable : response.status >= 500;
  throw new ServerRefusal(code, retryable, typeof problem.detail === "string" ? problem.detail : "");
}

/** Bytes have one spelling (W8): a last character with bits to spare is refused. */
export const b64 = (value: unknown): Bytes => {
  const written = text(value);
  const bytes = decoded(written);
  const over = bytes.length % 3;
  if (over > 0 && !written.endsWith(toBase64url(bytes.slice(-over)))) throw noBase64url();
  return bytes;
};

const noBase64url = () => new Refused("malformed", "base64url expected");

function decoded(written: string): Bytes {
  try {
    return fromBase64url(written);
  } catch {
    throw noBase64url();
  }
}

export const readSigned = (value: unknown): Signed => {
  const { body, signature } = map(value);
  return { body: b64(body), signature: b64(signature) };
};

/** A record of the public chain, a profile with its contents. */
export const readPublished = (value: unknown): Signed => {
  const { text, picture } = map(value);
  return {
    ...readSigned(value),
    ...(text == null ? {} : { text: b64(text) }),
    ...(picture == null ? {} : { picture: b64(picture) }),
  };
};

const readWrap = (value: unknown): Wrap => {
  const { to, wrap } = map(value);
  return { to: b64(to), wrap: b64(wrap) };
};

export const readSealedEpoch = (value: unknown): SealedEpoch => ({
  ...readSigned(value),
  wraps: nil(list(readWrap))(map(value).wraps) ?? [],
});

export const signedJson = (signed: Signed) => ({
  body: toBase64url(signed.body),
  signature: toBase64url(signed.signature),
});

export const messageJson = ({ header, slot, ciphertext, signature }: Envelope) => ({
  header: toBase64url(header),
  slot: toBase64url(slot),
  ciphertext: toBase64url(ciphertext),
  signature: toBase64url(signature),
});

export const publishedJson = ({ text, picture, ...signed }: Signed) => ({
  ...signedJson(signed),
  ...(text == null ? {} : { text: toBase64url(text) }),
  ...(picture == null ? {} : { picture: toBase64url(picture) }),
});

export const epochJson = (epoch: SealedEpoch) => ({
  ...signedJson(epoch),
  wraps: epoch.wraps.map(({ to, wrap }) => ({ to: toBase64url(to), wrap: toBase64url(wrap) })),
});
