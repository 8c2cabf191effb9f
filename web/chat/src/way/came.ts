/** What a named link does on the page (S3): its words come into the field, and where somebody comes from goes with the next message. */

import type { Chat } from "@tresen/core/api";
import { readFragment } from "@tresen/core/links";
import { readWay, withoutWay } from "@tresen/core/ways";
import { wayField } from "@tresen/core/ways/came";
import { closedIn } from "@tresen/core/ways/closed";
import { mount, unmount } from "svelte";
import Closed from "./Closed.svelte";
import Line from "./Line.svelte";
import type { Said } from "./said.ts";

/** Called once the page knows what it shows. Nothing is sent here, and nothing stored. */
export function come(chat: Chat): void {
  const way = readWay(location.hash);
  if (way === null) return;
  const end = chat.phase.subscribe((phase) => {
    if (phase !== "visit" && phase !== "conversation") return;
    // The subscription calls before it is known by name.
    queueMicrotask(() => end());
    const closed = closedIn(chat.shopfront.get()?.profile.waysClosed);
    if (way.id !== "" && closed.includes(way.id)) tellClosed(chat);
    else open(chat, way);
  });
}

function open(chat: Chat, { id, source, text }: NonNullable<ReturnType<typeof readWay>>): void {
  const typed = chat.draft.get() !== "";
  chat.comesBy(wayField({ id, source }), text);
  const said = (): Said => ({
    source: chat.came.get() === null ? null : source,
    worded: !typed && text !== "" && chat.draft.get() !== "",
  });
  let line: Record<string, never> | null = null;
  const ends = [chat.came, chat.draft, chat.phase].map((each) =>
    each.subscribe(() => {
      const { source: from, worded } = said();
      if (from === null && !worded) leave();
      else if (line === null && chat.phase.get() === "conversation") requestAnimationFrame(place);
    }),
  );

  function place() {
    const counter = document.querySelector(".talk .counter");
    if (line !== null || counter === null || ends.length === 0) return;
    const options = { target: counter, props: { chat, said } };
    line = mount(Line, counter.firstChild ? { ...options, anchor: counter.firstChild } : options);
  }

  /** Nothing is left to say: a reload is one without the way. */
  function leave() {
    forgetAddress();
    queueMicrotask(() => {
      for (const end of ends.splice(0)) end();
      if (line !== null) void unmount(line);
      line = null;
    });
  }
}

function tellClosed(chat: Chat): void {
  const name = chat.shopfront.get()?.profile.name ?? "";
  const picture = chat.shopfront.get()?.profile.picture ?? null;
  const onclose = () => {
    void unmount(page);
    forgetAddress();
  };
  const page: Record<string, never> = mount(Closed, {
    target: document.body,
    props: { name, picture, onclose },
  });
}

/** The fragment without words and names. That of a named link stays one: its key was not read from the sign. */
const bare = (hash: string): string => withoutWay(hash) + (readFragment(hash).type === "way" ? "&w" : "");

/** A sheet has an entry of its own in the history: behind it the address would come back, and with it the page anew. */
function forgetAddress(): void {
  const { pathname, search, hash } = location;
  if (history.state?.sheet) addEventListener("popstate", forgetAddress, { once: true });
  else history.replaceState(history.state, "", pathname + search + bare(hash));
}
