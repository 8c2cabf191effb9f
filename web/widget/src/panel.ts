/**
 * The panel with the frame in it, and what is believed of what the frame says (W14). A script of its own: it is fetched with the
 * first tap, and handed over by its own element.
 */

import { make } from "./make.ts";
import { sideOf } from "./style.ts";

/** Opens it, or closes it where it is open; false: the frame was refused or said nothing in time, so a window must do. */
export type Panel = (by: HTMLElement) => boolean;

export interface Place {
  readonly root: ShadowRoot;
  readonly room: HTMLElement;
  readonly button: HTMLElement;
  /** What the snippet says. */
  readonly data: DOMStringMap;
  /** The address of the business, without a fragment. */
  readonly page: string;
  /** With the fingerprint, as the link on the website has it. */
  readonly link: HTMLAnchorElement | HTMLAreaElement;
  readonly german: boolean;
}

const WAIT_MS = 12_000;
const SOUND_MS = 2_000;

const styleOf = (
  side: string,
): string => `dialog{position:absolute;inset:auto;bottom:calc(100% + 12px);${side}:0;box-sizing:border-box;flex-direction:column;width:400px;max-width:calc(100vw - 32px);height:640px;max-height:calc(100dvh - 140px);margin:0;padding:0;overflow:hidden;border:1px solid #8886;border-radius:14px;background:var(--p);color:var(--i);box-shadow:0 8px 40px #0005}
dialog[open]{display:flex}
dialog:modal{position:fixed;inset:0;width:100vw;height:100dvh;max-width:none;max-height:none;border:0;border-radius:0}
p{display:flex;gap:12px;align-items:center;margin:0;padding:4px 4px 4px 14px}
p[hidden]{display:none}
p span{flex:1}
a{color:inherit;padding:12px 0}
.x{all:unset;width:44px;height:44px;border-radius:8px;text-align:center;cursor:pointer;font-size:24px;line-height:44px}
.x:focus-visible{outline:3px solid var(--i);outline-offset:-3px}
iframe{flex:1;border:0;width:100%}
@media(prefers-reduced-motion:no-preference){dialog{animation:t .15s}}
@keyframes t{from{opacity:0}}`;

function beep(): void {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: 660 });
  tone.connect(new GainNode(context, { gain: 0.05 })).connect(context.destination);
  tone.onended = () => context.close();
  tone.start();
  tone.stop(context.currentTime + 0.15);
}

/** The frame's address: the link's own fingerprint, and which website asks. */
const frameAddress = (page: string, hash: string): string =>
  `${page}?frame#${[hash.slice(1), `host=${encodeURIComponent(location.origin)}`].filter(Boolean).join("&")}`;

const wordsIn = (german: boolean) =>
  german
    ? {
        opening: "Wird geöffnet …",
        own: "In eigenem Fenster",
        close: "Schließen",
        refused: "Hier lässt es sich nicht öffnen.",
      }
    : {
        opening: "Opening …",
        own: "In its own window",
        close: "Close",
        refused: "It cannot be opened here.",
      };

function makePanel(
  { root, room, button, data, page, link, german }: Place,
  told: (unread: number) => void,
): Panel {
  const { origin } = new URL(page);
  const said = wordsIn(german);
  let port: MessagePort | undefined;
  let broken = false;
  let soundMs = 0;
  let from = button;
  let unread = 0;
  const words = make("span", { role: "status" }, said.opening);
  const own = make("a", { href: link.href, target: "_blank", rel: "noopener" }, said.own);
  const cross = make("button", { className: "x", type: "button", ariaLabel: said.close }, "×");
  const bar = make("p", {}, words, own, cross);
  const frame = make("iframe", {
    title: "Tresen",
    allow: "clipboard-write",
    // Not "no-referrer": then the frame is not told who is around it (`ancestorOrigins`), and refuses. Of the page's address it learns no more.
    referrerPolicy: "origin",
    src: frameAddress(page, link.hash),
  });
  const dialog = make("dialog", { ariaLabel: data.name ?? "Tresen" }, bar, frame);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styleOf(sideOf(data.side ?? "")));
  root.adoptedStyleSheets.push(sheet);
  room.append(dialog);

  /** Says everywhere whether it is open. What is new is seen there, so the button need not count it. */
  const turned = () => {
    button.ariaExpanded = String(dialog.open);
    port?.postMessage({ type: "shown", open: dialog.open });
    told(dialog.open ? 0 : unread);
  };
  const fail = () => {
    if (port || broken) return;
    broken = true;
    removeEventListener("message", greet);
    frame.remove();
    words.textContent = said.refused;
    if (dialog.open) own.focus();
  };
  const sound = () => {
    if (!("sound" in data) || Date.now() - soundMs < SOUND_MS) return;
    soundMs = Date.now();
    beep();
  };
  const hear = ({ data: said }: MessageEvent) => {
    const { type, count } = Object(said);
    if (type === "close") dialog.close();
    if (type === "sound") sound();
    if (type !== "unread" || !Number.isSafeInteger(count) || count < 0) return;
    unread = count;
    turned();
  };
  const greet = ({ source, origin: from, data: said }: MessageEvent) => {
    if (source !== frame.contentWindow || from !== origin || said?.tresen !== 1 || said.type !== "ready")
      return;
    // A frame that has begun anew is greeted anew; its old line is dead.
    port?.close();
    const line = new MessageChannel();
    port = line.port1;
    port.onmessage = hear;
    frame.contentWindow?.postMessage({ tresen: 1, type: "hello", handle: data.shop }, origin, [line.port2]);
    bar.hidden = true;
    turned();
  };
  const wait = Number(data.wait) || WAIT_MS;
  addEventListener("message", greet);
  // A frame that was refused has "loaded" at once: it need not be waited for so long.
  frame.onload = () => setTimeout(fail, wait / 2);
  setTimeout(fail, wait);
  cross.onclick = () => dialog.close();
  dialog.addEventListener("close", () => {
    turned();
    from.focus();
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape" && dialog.open) dialog.close();
  });
  return (by) => {
    if (dialog.open) dialog.close();
    else if (broken) return false;
    else {
      from = by;
      // On a phone the sheet is all there is; elsewhere the page beside it can still be used.
      if (matchMedia("(max-width:30rem)").matches) dialog.showModal();
      else dialog.show();
      frame.focus();
      turned();
    }
    return true;
  };
}

export type MakePanel = typeof makePanel;

Object.assign(document.currentScript ?? {}, { makePanel });
