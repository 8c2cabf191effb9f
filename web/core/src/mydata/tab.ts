/** "Meine Daten" in one tab of the customer page. Fetched when the page is opened. */

import type { FileRef } from "../content/file.ts";
import type { Details } from "../model/details.ts";
import type { Store } from "../store/database.ts";
import { borrow, type LentHttp } from "../sync/lent.ts";
import type { Chain } from "../trust/chain.ts";
import { map } from "../base/shape.ts";
import type { MyData } from "./api.ts";
import { gather } from "./gather.ts";
import { readHeld, readRequest } from "./read.ts";
import { zipOf } from "./zip.ts";

export interface MyDataNeeds {
  readonly store: Store;
  readonly conversation: string;
  readonly handle: string;
  leader(): LentHttp & { older(): Promise<unknown> };
  chain(): Chain;
  now(): number;
  open(file: FileRef, onprogress?: (done: number, of: number) => void, signal?: AbortSignal): Promise<Blob>;
  text(entry: readonly unknown[]): string | null;
  card(): Promise<Details | null>;
}

export function myDataOf(needs: MyDataNeeds): MyData {
  const http = { get: (path: string) => borrow(needs.leader()).get(path), post: (path: string, body: unknown) => borrow(needs.leader()).post(path, body) };
  const at = `/conversations/${needs.conversation}`;
  const held = async () => readHeld(await http.get(`${at}/mydata`));
  return {
    held,
    card: needs.card,
    ask: async (kind) => readRequest(map((await http.post(`${at}/requests`, { kind })).request)),
    gather: (language, onprogress, signal) =>
      gather({ ...needs, http, older: () => needs.leader().older(), held }, { language, onprogress, signal }),
    pack: (files, onprogress, signal) => {
      const of = files.reduce((sum, { data }) => sum + data.size, 0);
      return zipOf(files, needs.now(), (done) => onprogress({ step: "packing", done, of }), signal);
    },
    exported: async () => void (await http.post(`${at}/exported`, {})),
  };
}
