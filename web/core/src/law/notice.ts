/** The privacy notice of a business (Art. 13), as its server writes it from its configuration. Anyone may read it, before a conversation too. */

import type { Env } from "../base/env.ts";
import { http } from "../wire/http.ts";
import type { LawText } from "./api.ts";
import { readDocument } from "./read.ts";

/** Rejects with `Unreachable` or `ServerRefusal`. */
export const noticeOf = async (env: Env, handle: string, language: string): Promise<LawText> =>
  readDocument(await http(env, () => null).get(`/businesses/${handle}/notice?lang=${language}&format=json`));
