/** The page in a frame of the shop's website: nothing of it is shown before it is known who is around it (S22). */

import type { Chat } from "@tresen/core/api";
import { platformEnv } from "@tresen/core/env";
import { framing, hostIn, ownFragment } from "@tresen/core/framed";
import { mount } from "svelte";
import { speakIn, startLanguages } from "../language.ts";
import Around from "./Around.svelte";
import { Frame } from "./frame.ts";
import { ownHash } from "./pasted.ts";
import { HELLO_MS, portIn, READY, standsIn, type Why } from "./port.ts";
import Shut from "./Shut.svelte";

/** `start` shows the customer page, and hands over its conversation before that. */
export async function begin(
  target: HTMLElement,
  start: (target: HTMLElement, around: (chat: Chat, handle: string) => void) => Promise<void>,
): Promise<void> {
  const { pathname, search } = location;
  // Somebody opened the frame's address for itself.
  if (parent === window) return location.replace(pathname + ownFragment(location.hash));
  const hash = `#${ownHash(location.hash, pasted())}`;
  if (hash !== location.hash) history.replaceState(history.state, "", pathname + search + hash);
  document.documentElement.classList.add("framed");
  await speakIn(startLanguages());
  const handle = decodeURIComponent(pathname.slice(1));
  const shut = (why: Why) => {
    target.hidden = true;
    target.inert = true;
    mount(Shut, { target: document.body, props: { why, link: pathname + ownFragment(hash) } });
  };
  const host = hostIn(hash);
  const why = host === null ? "refused" : await looked(handle, hash, host);
  if (host === null || why !== null) return shut(why ?? "refused");
  const port = await shaken(host, handle);
  if (port === null) return shut("refused");
  const frame = new Frame(port, host);
  await start(target, (chat) => {
    // Before the page: what stands first is reached first.
    const around = mount(Around, {
      target: document.body,
      anchor: target,
      props: { chat, onclose: frame.close },
    });
    let over = false;
    frame.watch(chat, (why) => {
      if (over) return;
      over = true;
      frame.end();
      around.leave();
      chat.close();
      shut(why);
    });
  });
}

/** Why the page does not open here; null: it does. */
async function looked(handle: string, hash: string, host: string): Promise<Why | null> {
  if (!standsIn(host, location.ancestorOrigins, parent === top)) return "refused";
  if (!mayStore()) return "storage";
  const found = await framing({ ...platformEnv(), handle }, hash, host);
  return found === "allowed" ? null : found;
}

/** How the return link begins that was pasted in this frame. */
function pasted(): string | null {
  try {
    return sessionStorage.getItem("tresen.pasted");
  } catch {
    return null;
  }
}

/** Asked without storing anything: a browser that stores nothing in frames throws, or has none. */
function mayStore(): boolean {
  try {
    return localStorage !== null && indexedDB !== null;
  } catch {
    return false;
  }
}

/** The port of the website, of its first greeting; null: none came. */
function shaken(host: string, handle: string): Promise<MessagePort | null> {
  return new Promise((done) => {
    const heard = (event: MessageEvent) => {
      const port = portIn(event, parent, host, handle);
      if (port !== null) end(port);
    };
    const end = (port: MessagePort | null) => {
      removeEventListener("message", heard);
      clearTimeout(timer);
      done(port);
    };
    const timer = setTimeout(end, HELLO_MS, null);
    addEventListener("message", heard);
    parent.postMessage(READY, host);
  });
}
