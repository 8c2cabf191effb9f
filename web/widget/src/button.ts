/** The button alone, as the website shows it and the inbox's preview. It knows nothing of frames and requests. */

import type { State } from "./hours.ts";
import { make } from "./make.ts";
import { type Look, styleOf } from "./style.ts";

export interface Choices extends Look {
  readonly name: string;
  /** Instead of "… schreiben". */
  readonly text: string;
  readonly german: boolean;
}

export interface Button {
  /** Stands anywhere in the page, and takes no room there. */
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** What the panel is put into. */
  readonly room: HTMLElement;
  readonly button: HTMLButtonElement;
  show(state: State | null, unread: number): void;
}

const drawn = (tag: string, key: string, value: string, ...inside: Element[]): Element => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  made.setAttribute(key, value);
  made.append(...inside);
  return made;
};

export function makeButton({ name, text, german, ...look }: Choices): Button {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styleOf(look));
  const named = german ? `${name} schreiben` : `Message ${name}`;
  const line = make("small", {});
  const badge = make("b", { role: "status" });
  const button = make(
    "button",
    { className: "o", type: "button" },
    drawn("svg", "viewBox", "0 0 24 24", drawn("path", "d", "M4 5h16v11.5H11l-4.5 4v-4H4z")),
    make("span", {}, text || named, " ", line),
  );
  const room = make("div", { className: "w", lang: german ? "de" : "en" }, button, badge);
  const host = document.createElement("tresen-widget");
  const root = host.attachShadow({ mode: "open" });
  root.adoptedStyleSheets = [sheet];
  root.append(room);
  return {
    host,
    root,
    room,
    button,
    show(state, unread) {
      line.className = state?.open ? "y" : "";
      line.textContent = state?.text ?? "";
      badge.textContent = unread > 0 ? `${unread > 99 ? "99+" : unread} ${german ? "neu" : "new"}` : "";
      // It begins with the business, and holds what is seen as it is seen.
      const seen = `${text || named} ${line.textContent}`.trim();
      button.ariaLabel = [text && named, seen, badge.textContent].filter(Boolean).join(", ");
    },
  };
}
