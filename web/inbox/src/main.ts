import "@tresen/ui/styles/tokens.css";
import "@tresen/ui/styles/base.css";
import "@tresen/ui/styles/controls.css";
import "@tresen/ui/styles/forced.css";
import "@tresen/ui/styles/plain.css";
import { createAppLock } from "@tresen/core/applock";
import { platformEnv } from "@tresen/core/env";
import { createInbox } from "@tresen/core/staff";
import { lang } from "@tresen/ui";
import { deviceHere } from "@tresen/ui/devices/here";
import { keepFocus } from "@tresen/ui/focus/keep";
import { dropAll } from "@tresen/ui/media/opened";
import { mount, unmount } from "svelte";
import App from "./App.svelte";
import LockScreen from "./applock/LockScreen.svelte";
import { platformPasskeys } from "./applock/passkeys.ts";
import { badge } from "./attention/badge.ts";
import { here } from "./here.svelte.ts";
import { leaveNothing } from "./leaving.ts";
import { painted } from "./parts/painted.ts";
import { isInvite, list } from "./route.ts";
import { router } from "./router.svelte.ts";
import { openIndex } from "./search/start.ts";
import { update } from "./shell/update.svelte.ts";

const target = document.getElementById("app");
if (target) begin(target);

/** Inbox or lock screen, never both: what is covered is unmounted and closed. */
function begin(target: HTMLElement): void {
  let fragment = location.hash;
  let end: (() => void) | null = null;
  const cover = () => {
    end?.();
    end = null;
    dropAll();
    document.title = "Tresen";
    void badge(0);
  };
  const passkeys = platformPasskeys(() => `Tresen: ${here.words.applock.title}`);
  const lock = createAppLock({ env: platformEnv(), passkeys, cover });
  let screen: "none" | "inbox" | "lock" = "none";
  lock.state.subscribe((state) => {
    if (state === "checking") return;
    const next = state === "off" || state === "open" ? "inbox" : "lock";
    // The lock screen ends in "off" only when the device was signed out there.
    if (screen === "lock" && state === "off") void leaveNothing();
    if (next === screen && end !== null) return;
    cover();
    screen = next;
    end = next === "lock" ? locked() : start(fragment);
    if (next === "inbox") fragment = "";
  });
  use(() => lock.active());

  function locked(): () => void {
    target.replaceChildren();
    const app = mount(LockScreen, { target, props: { lock } });
    return () => void unmount(app);
  }

  /** `agreed`: a person has pasted this invitation and sent it off. */
  function start(fragment: string, agreed = false): () => void {
    const device = () => deviceHere(navigator);
    const inbox = createInbox(
      { ...platformEnv(), fragment, language: lang, device, painted },
      openIndex,
      agreed,
    );
    // The secret of an invitation stays neither in the address bar nor in the history.
    if (isInvite(fragment)) history.replaceState(null, "", location.pathname);
    target.replaceChildren();
    const app = mount(App, { target, props: { inbox, lock: { lock, passkeys }, oninvite: again } });
    return () => {
      inbox.close();
      void unmount(app);
    };
  }

  function again(invite: string): void {
    router.go(list);
    end?.();
    end = start(invite, true);
  }
}

/** Runs `run` whenever somebody does something here. */
function use(run: () => void): void {
  for (const type of ["pointerdown", "pointermove", "keydown", "wheel"])
    addEventListener(type, run, { passive: true, capture: true });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") run();
  });
}

// An invitation opened in a tab that already shows the inbox only changes the fragment.
addEventListener("hashchange", () => {
  if (isInvite(location.hash)) location.reload();
});

keepFocus();
void update.start();
