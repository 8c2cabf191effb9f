import "@tresen/ui/styles/tokens.css";
import "@tresen/ui/styles/base.css";
import "@tresen/ui/styles/forced.css";
import "@tresen/ui/front/front.css";
import "./page.css";
import "./visit/visit.css";
import type { Chat } from "@tresen/core/api";
import { createChat } from "@tresen/core/customer";
import { platformEnv } from "@tresen/core/env";
import { lang } from "@tresen/ui";
import { keepPicture } from "@tresen/ui/kept";
import { mount } from "svelte";
import App from "./App.svelte";
import { withoutSecret } from "./address.ts";
import { live } from "./chat.ts";
import { framed } from "./framed.ts";
import { speakIn, startLanguages } from "./language.ts";
import { watchOffline } from "./offline/watch.ts";

const target = document.getElementById("app");
if (target && framed) void import("./frame/start.ts").then((frame) => frame.begin(target, start));
else if (target) void start(target);

/** `around`: what watches the conversation from before it is shown. */
async function start(
  target: HTMLElement,
  around: (chat: Chat, handle: string) => void = watchOffline,
): Promise<void> {
  const handle = decodeURIComponent(location.pathname.replace(/^\/|\/$/g, ""));
  const chat = createChat({ ...platformEnv(), handle, language: lang });
  // Once the conversation lives on this device, its return link stays neither in the address bar nor in the history.
  chat.phase.subscribe((phase) => {
    const clean = withoutSecret(location.hash);
    if (phase === "conversation" && clean !== location.hash)
      history.replaceState(history.state, "", location.pathname + location.search + clean);
  });
  addEventListener("languagechange", () =>
    import("./choose.ts").then((choose) => choose.followBrowser(chat)),
  );
  for (const act of ["pointerdown", "keydown"])
    addEventListener(act, chat.touched, { passive: true, capture: true });
  around(chat, handle);
  target.querySelector(".plain")?.remove();
  await speakIn(startLanguages());
  chat.reword();
  // Until something was verified, what the server wrote into the page is all there is to show.
  await new Promise<void>((known) => {
    chat.phase.subscribe((phase) => phase === "loading" || known());
  });
  await keepPicture(chat.shopfront.get()?.profile.picture);
  // A name may be written in any code.
  if (/[#&]([wsq]=|%7)/.test(location.hash))
    void import("./way/came.ts").then(
      (way) => way.come(chat),
      () => {},
    );
  // The button of the first HTML was pressed before there was a script.
  const tapped = document.querySelector("#wait:popover-open") !== null;
  target.replaceChildren();
  mount(App, { target, props: { chat: live(chat), tapped } });
}

// A link opened in a tab that already shows this page only changes the fragment.
addEventListener("hashchange", () => location.reload());
