/** "Meine Daten" in one tab of the customer page. Fetched when the page is opened. */

import type { Env } from "../base/env.ts";
import { Unreachable } from "../base/errors.ts";
import { asked, flag } from "../base/shape.ts";
import type { FileRef } from "../content/file.ts";
import { learnKinds } from "../content/kinds.ts";
import type { Details } from "../model/details.ts";
import { readRequest } from "../model/requests.ts";
import type { Store } from "../store/database.ts";
import { borrow, type LentHttp } from "../sync/lent.ts";
import type { PublicChain } from "../trust/pinned.ts";
import type { MyData } from "./api.ts";
import { gather, type Invitation } from "./gather.ts";
import { readHeld } from "./read.ts";
import { zipOf } from "./zip.ts";

export interface MyDataNeeds {
  readonly env: Env & { readonly handle: string };
  readonly store: Store;
  readonly conversation: string;
  leader(): LentHttp & { older(): Promise<unknown> };
  readonly publicChain: PublicChain | null;
}

/** The words of automatic answers; `learned` is called when an earlier profile is known that they need. */
export type Texts = (learned: () => void) => (entry: readonly unknown[]) => string | null | undefined;

interface Files {
  open(file: FileRef, onprogress?: (done: number, of: number) => void, signal?: AbortSignal): Promise<Blob>;
}
interface Contact {
  held(): Promise<{ readonly details: Details | null }>;
}

/** `files`, `contact`, `invitation`: rooms of their own, which this one asks through the page. */
export function myDataOf(
  needs: MyDataNeeds,
  texts: Texts,
  files: () => Promise<Files>,
  contact: () => Promise<Contact>,
  invitation: Invitation,
): MyData {
  learnKinds();
  const { env, conversation } = needs;
  const http = borrow({ http: (...call) => needs.leader().http(...call) });
  const at = `/conversations/${conversation}`;
  const held = async (language: string) => readHeld(await http.get(`${at}/mydata?lang=${language}`));
  const card = async () => (await (await contact()).held()).details;
  return {
    held,
    card,
    ask: async (kind) => {
      const it = readRequest(await http.post(`${at}/requests`, { kind }));
      return asked(it, it.kind === kind);
    },
    withdraw: async (n) => {
      const it = readRequest(await http.post(`${at}/requests/${n}/withdraw`, {}));
      return asked(it, it.n === n);
    },
    restrict: async (on) => flag((await http.post(`${at}/restriction`, { on })).on),
    object: async (on) => flag((await http.post(`${at}/objection`, { on })).on),
    gather: async (language, onprogress, signal) => {
      const { open } = await files();
      const { publicChain } = needs;
      if (publicChain === null) throw new Unreachable("the business is not known yet");
      const chain = () => publicChain.chain;
      const here = {
        ...needs,
        chain,
        handle: env.handle,
        http,
        open,
        card,
        invitation,
        texts,
        now: env.now,
        later: env.later,
      };
      return gather(
        { ...here, older: () => needs.leader().older(), held: () => held(language) },
        { language, onprogress, signal },
      );
    },
    pack: (packed, onprogress, signal) => {
      const of = packed.reduce((sum, { data }) => sum + data.size, 0);
      return zipOf(packed, env.now(), (done) => onprogress({ step: "packing", done, of }), signal);
    },
    exported: async () => void (await http.post(`${at}/exported`, {})),
  };
}
