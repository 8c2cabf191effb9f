import "@tresen/ui/tokens.css";
import "@tresen/ui/base.css";
import "@tresen/ui/plain.css";
import { platformEnv } from "@tresen/core/env";
import { createInbox } from "@tresen/core/staff";
import { lang } from "@tresen/ui";
import { mount, unmount } from "svelte";
import App from "./App.svelte";
import { isInvite, list } from "./route.ts";
import { router } from "./router.svelte.ts";
import { update } from "./shell/update.svelte.ts";

const target = document.getElementById("app");
if (target) start(target, location.hash);

function start(target: HTMLElement, fragment: string): void {
  const inbox = createInbox({ ...platformEnv(), fragment, language: lang });
  // The secret of an invitation stays neither in the address bar nor in the history.
  if (isInvite(fragment)) history.replaceState(null, "", location.pathname);
  target.replaceChildren();
  const app = mount(App, { target, props: { inbox, oninvite: again } });

  function again(invite: string): void {
    router.go(list);
    inbox.close();
    void unmount(app);
    start(target, invite);
  }
}

// An invitation opened in a tab that already shows the inbox only changes the fragment.
addEventListener("hashchange", () => {
  if (isInvite(location.hash)) location.reload();
});

void update.start();
