/** How a server refuses: a code of protocol/errors.json, in a frame or as problem details (W7, W8). */

import { ERRORS, type ErrorCode } from "../../src/wire/codes.ts";
import { ServerTag } from "../../src/wire/generated.ts";

export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  constructor(code: ErrorCode, detail = "") {
    super(code);
    this.code = code;
    this.detail = detail;
  }
}

export const errorFrame = ({ code, detail }: Refusal, counter: number | null = null): unknown => [
  ServerTag.error,
  counter,
  code,
  ERRORS[code].retryable,
  detail,
];

export function problem({ code }: Refusal): Response {
  const { retryable, status } = ERRORS[code];
  const title = code.replaceAll("_", " ");
  const details = { type: `urn:tresen:error:${code}`, title, status, code, retryable, detail: title };
  return Response.json(details, { status, headers: { "content-type": "application/problem+json" } });
}
