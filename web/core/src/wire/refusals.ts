/** What the server refused, asked by code: the compiler knows which codes there are (protocol/errors.json). */

import { ServerRefusal } from "../base/errors.ts";
import type { ErrorCode } from "./generated.ts";

export const isRefused = <C extends ErrorCode>(
  error: unknown,
  ...codes: readonly C[]
): error is ServerRefusal & { readonly code: C } =>
  error instanceof ServerRefusal && codes.some((code) => code === error.code);
