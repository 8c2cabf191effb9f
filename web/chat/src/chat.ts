import type { Chat, Readable } from "@tresen/core/api";
import { createContext } from "svelte";
import { createSubscriber } from "svelte/reactivity";

type Value<R> = R extends Readable<infer T> ? T : R;

/** The conversation as components see it: readable values, which redraw whatever read them, and verbs to call. */
export type LiveChat = { readonly [K in keyof Chat]: Value<Chat[K]> };

export const [theChat, setChat] = createContext<LiveChat>();

/** Lets the core's readables be read as plain properties. */
export function live(chat: Chat): LiveChat {
  const seen = new Map<keyof Chat, () => void>();

  function read(name: keyof Chat) {
    const member = chat[name];
    if (typeof member === "function") return member;
    const see = seen.get(name) ?? createSubscriber((update) => member.subscribe(update));
    seen.set(name, see);
    see();
    return member.get();
  }

  return new Proxy({} as LiveChat, { get: (_, name) => read(name as keyof Chat) });
}
