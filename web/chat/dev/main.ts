// To look at views during development, never shipped: /dev/#talk, /dev/#visit, … with values that live in memory.
import "@tresen/ui/styles/tokens.css";
import "@tresen/ui/styles/base.css";
import { mount } from "svelte";
import App from "../src/App.svelte";
import { live } from "../src/chat.ts";
import { startLanguage } from "../src/language.ts";
import { openSheet, type SheetName } from "../src/sheets/sheets.svelte.ts";
import { speakIn } from "../src/words.ts";
import { sample } from "./sample.ts";

await speakIn(startLanguage());
const [view = "visit", sheet] = location.hash.slice(1).split("/");
const target = document.getElementById("app");
if (target) mount(App, { target, props: { chat: live(sample(view)) } });
if (sheet) openSheet(sheet as SheetName);
