// To look at views during development, never shipped: /dev/?phase=linking, /dev/?rows=50000, /dev/?collision#/c/c2, … (see asked.ts).
import "@tresen/ui/styles/tokens.css";
import "@tresen/ui/styles/base.css";
import { createAppLock } from "@tresen/core/applock";
import { platformEnv } from "@tresen/core/env";
import { mount } from "svelte";
import App from "../src/App.svelte";
import { platformPasskeys } from "../src/applock/passkeys.ts";
import { asked } from "./asked.ts";
import { sample } from "./sample.ts";

const target = document.getElementById("app");
const passkeys = platformPasskeys("Tresen");
const lock = createAppLock({ env: platformEnv(), passkeys, cover: () => {} });
if (target)
  mount(App, {
    target,
    props: {
      inbox: sample(asked(location.search)),
      lock: { lock, passkeys },
      oninvite: () => location.reload(),
    },
  });
