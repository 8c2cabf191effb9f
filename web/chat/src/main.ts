import "@tresen/ui/styles/tokens.css";
import "@tresen/ui/styles/base.css";
import "@tresen/ui/styles/forced.css";
import "./page.css";
import "./visit/visit.css";
import { createChat } from "@tresen/core/customer";
import { platformEnv } from "@tresen/core/env";
import { lang } from "@tresen/ui";
import { mount } from "svelte";
import App from "./App.svelte";
import { withoutSecret } from "./address.ts";
import { live } from "./chat.ts";
import { startLanguage } from "./language.ts";
import { watchOffline } from "./offline/watch.ts";
import { speakIn } from "./words.ts";

const target = document.getElementById("app");
if (target) void start(target);

async function start(target: HTMLElement): Promise<void> {
  const handle = decodeURIComponent(location.pathname.replace(/^\/|\/$/g, ""));
  const chat = createChat({ ...platformEnv(), handle, language: lang });
  // Once the conversation lives on this device, its return link stays neither in the address bar nor in the history.
  chat.phase.subscribe((phase) => {
    const clean = withoutSecret(location.hash);
    if (phase === "conversation" && clean !== location.hash)
      history.replaceState(history.state, "", location.pathname + clean);
  });
  for (const act of ["pointerdown", "keydown"])
    addEventListener(act, chat.touched, { passive: true, capture: true });
  watchOffline(chat, handle);
  target.querySelector(".plain")?.remove();
  await speakIn(startLanguage());
  chat.reword();
  // Until something was verified, what the server wrote into the page is all there is to show.
  await new Promise<void>((known) => {
    chat.phase.subscribe((phase) => phase === "loading" || known());
  });
  target.replaceChildren();
  mount(App, { target, props: { chat: live(chat) } });
}

// A link opened in a tab that already shows this page only changes the fragment.
addEventListener("hashchange", () => location.reload());
