// For looking at views while building, never shipped: /dev/?phase=linking, /dev/?rows=50000, /dev/?collision#/c/c2, … (see asked.ts).
import "@tresen/ui/tokens.css";
import "@tresen/ui/base.css";
import { mount } from "svelte";
import App from "../src/App.svelte";
import { asked } from "./asked.ts";
import { sample } from "./sample.ts";

const target = document.getElementById("app");
if (target)
  mount(App, { target, props: { inbox: sample(asked(location.search)), oninvite: () => location.reload() } });
