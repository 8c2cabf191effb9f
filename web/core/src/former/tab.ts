/** Former chats in one tab: read from what this device holds, their files from the server, and kept with the leading tab's help (L8). */

import { writable } from "../base/readable.ts";
import * as formerchat from "../documents/formerchat.ts";
import { FORMER, type Store } from "../store/database.ts";
import type { LentHttp } from "../sync/lent.ts";
import type { FormerChat, FormerCommands, FormerFiles, FormerHit, FormerView, OpenFormer } from "./api.ts";
import { fetchSlice, fetchWhole } from "./fetch.ts";
import { foundIn, wanted } from "./find.ts";
import { type KeptMessage, openPart, type PartPlace, partsOf } from "./pack.ts";

export interface FormerPageNeeds {
  readonly leader: FormerCommands & LentHttp & { readNotes(conversation: string): Promise<unknown> };
  store(): Store | null;
  room(): string;
  me(): number | null;
  files(): FormerFiles;
}

/** The types of the files that lie in the back room. */
const TEXT_TYPE = "application/vnd.tresen.former-chat";
const BUNDLE_TYPE = "application/octet-stream";

export class FormerPage implements FormerView {
  readonly revision = writable(0);
  readonly #needs: FormerPageNeeds;
  /** Files that are on their way. */
  readonly #loading = new Map<string, Promise<Blob>>();

  constructor(needs: FormerPageNeeds) {
    this.#needs = needs;
  }

  /** What the leading tab tells of documents of the back room. */
  apply(kind: string): void {
    if (kind === formerchat.KIND) this.#changed();
  }

  /** The conversation was erased, or the connection is back. */
  refresh(): void {
    this.#changed();
  }

  #changed(): void {
    this.revision.set(this.revision.get() + 1);
  }

  of: FormerView["of"] = async (conversation) => {
    // What is held here is shown without a connection too.
    if (conversation !== null) await this.#needs.leader.readNotes(conversation).catch(() => {});
    return this.#needs.leader.formerChats(conversation);
  };

  open: FormerView["open"] = async (chat): Promise<OpenFormer> => {
    const file = await this.#text(chat);
    const places = await partsOf(file);
    const last = places.at(-1);
    const opened = new Map<number, Promise<readonly KeptMessage[]>>();
    const part = (place: PartPlace) => {
      const known = opened.get(place.first) ?? openPart(file, place);
      opened.set(place.first, known);
      return known;
    };
    return {
      chat,
      messages: last === undefined ? 0 : last.first + last.messages,
      read: async (from, most) => {
        const touched = places.filter(
          (each) => each.first < from + most && from < each.first + each.messages,
        );
        const read = await Promise.all(touched.map(part));
        const first = touched[0]?.first ?? from;
        return read.flat().slice(from - first, from - first + most);
      },
    };
  };

  media: FormerView["media"] = async (chat, { bundle, from, size, type }) => {
    const file = chat.bundles[bundle - 1]?.file;
    if (file === undefined) throw new RangeError("this file is not kept");
    return new Blob([await fetchSlice(this.#place(), file, from, size)], { type });
  };

  known: FormerView["known"] = async (conversation) => {
    const chats = await this.of(conversation);
    return Promise.all(chats.map(async (chat) => ({ file: await this.#text(chat), writers: chat.writers })));
  };

  keep: FormerView["keep"] = async (conversation, { packed, ours, bundles, media }, onstep) => {
    const { me, files, leader } = this.#needs;
    const author = me();
    if (author === null) throw new Error("this inbox is not ready");
    const desk = files();
    const all = [packed.text, ...bundles];
    const kept: formerchat.FormerSaying["text"][] = [];
    for (const [at, data] of all.entries()) {
      onstep(at, all.length);
      const name = at === 0 ? "chat" : `media-${at}`;
      const made = await desk.keep({ kind: "file", data, type: at === 0 ? TEXT_TYPE : BUNDLE_TYPE, name });
      kept.push({ kind: "file", file: made.file, caption: "", preview: null });
    }
    // Until here somebody may stop it: files that nothing names are swept (F7).
    onstep(all.length, all.length);
    const [text, ...rest] = kept;
    if (text === undefined) return;
    const { writers, from, to, messages } = packed;
    const said = {
      author,
      source: "whatsapp",
      writers,
      ours,
      from,
      to,
      messages,
      media,
      text,
      bundles: rest,
    } as const;
    await leader.addFormer(conversation, formerchat.written(said));
    this.#changed();
  };

  remove: FormerView["remove"] = async ({ conversation, key }) => {
    await this.#needs.leader.removeFormer(conversation, key);
    this.#changed();
  };

  find: FormerView["find"] = async (query, conversation, most, ended) => {
    const words = wanted(query);
    if (words.length === 0) return [];
    const found: FormerHit[] = [];
    const all = await this.#needs.leader.formerChats(conversation);
    const chats = [...all].sort((one, other) => (one.to < other.to ? 1 : -1));
    for (const chat of chats) {
      const left = most - found.length;
      if (left <= 0 || ended()) break;
      // A chat that cannot be fetched now hides no other.
      found.push(...(await this.#findIn(chat, words, left, ended).catch(() => [])));
    }
    return found;
  };

  /** The newest part first. */
  async #findIn(
    chat: FormerChat,
    words: readonly string[],
    most: number,
    ended: () => boolean,
  ): Promise<readonly FormerHit[]> {
    const file = await this.#text(chat);
    const found: FormerHit[] = [];
    for (const place of [...(await partsOf(file))].reverse()) {
      if (found.length >= most || ended()) break;
      const messages = await openPart(file, place);
      for (let at = messages.length - 1; at >= 0 && found.length < most; at--) {
        const message = messages[at];
        const hit = message === undefined ? null : foundIn(saidIn(message), words);
        if (message !== undefined && hit !== null)
          found.push({ chat, number: place.first + at, message, ...hit });
      }
    }
    return found;
  }

  /** The messages' file: from this device, or else from the server. */
  async #text(chat: FormerChat): Promise<Blob> {
    const { store } = this.#needs;
    const { blob, size } = chat.text.file;
    const key = `${FORMER}${chat.conversation}:${blob}`;
    const held = await store()?.get("state", key);
    if (held instanceof Blob && held.size === size) return held;
    const loading = this.#loading.get(blob) ?? this.#load(chat, key);
    this.#loading.set(blob, loading);
    try {
      return await loading;
    } finally {
      this.#loading.delete(blob);
    }
  }

  async #load({ text, conversation, key: name }: FormerChat, key: string): Promise<Blob> {
    const file = await fetchWhole(this.#place(), text.file);
    // It may have gone while it was on its way.
    const there = await this.#needs.leader.formerChats(conversation);
    // A device without room still shows it.
    if (there.some((each) => each.key === name))
      await this.#needs
        .store()
        ?.put("state", file, key)
        .catch(() => {});
    return file;
  }

  #place() {
    return { leader: this.#needs.leader, room: this.#needs.room() };
  }
}

/** The words of a message, and the name of what came with it. */
const saidIn = ({ text, media }: KeptMessage): string =>
  [text, media?.name ?? ""].filter((each) => each !== "").join(" · ");
