import "@tresen/ui/styles/tokens.css";
import "@tresen/ui/styles/base.css";
import "@tresen/ui/styles/controls.css";
import "@tresen/ui/styles/forced.css";
import "@tresen/ui/styles/plain.css";
import { platformEnv } from "@tresen/core/env";
import { createSetup, isSetupLink } from "@tresen/core/setup";
import { keepFocus } from "@tresen/ui/focus/keep";
import { mount } from "svelte";
import App from "./App.svelte";

const target = document.getElementById("app");
if (target) {
  const setup = createSetup(platformEnv());
  // The secret of the link stays neither in the address bar nor in the history, once it is stored: with the first thing that is typed.
  setup.holdsLink.subscribe((held) => {
    if (held && isSetupLink(location.hash)) history.replaceState(history.state, "", location.pathname);
  });
  target.replaceChildren();
  keepFocus();
  mount(App, { target, props: { setup } });
}

// A link opened in a tab that already shows the wizard only changes the fragment.
addEventListener("hashchange", () => {
  if (isSetupLink(location.hash)) location.reload();
});
