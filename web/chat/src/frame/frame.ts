/** The page in its frame, once the website around it answered: what it tells, and what it does not do while nobody sees it (S22). */

import type { Chat, LogRow } from "@tresen/core/api";
import { websitesIn } from "@tresen/core/websites";
import { newest, type Said, shownIn, unread, type Why } from "./port.ts";

export class Frame {
  readonly #port: MessagePort;
  readonly #host: string;
  #open = false;
  #seenTo: number | null = null;
  #count = -1;

  constructor(port: MessagePort, host: string) {
    this.#port = port;
    this.#host = host;
  }

  readonly close = (): void => this.#say({ type: "close" });

  /** Watches the conversation. `onshut`: the website may show it no more, or the browser lets nothing be stored here. */
  watch(chat: Chat, onshut: (why: Why) => void): void {
    const read = chat.markRead;
    chat.markRead = () => {
      if (this.#open) read();
    };
    this.#port.onmessage = ({ data }) => {
      const open = shownIn(data);
      if (open !== null) this.#shown(open, chat.rows.get());
    };
    chat.rows.subscribe((rows) => this.#rows(rows));
    chat.shopfront.subscribe((shop) => {
      if (shop && !websitesIn(shop.profile.websites, location.origin).includes(this.#host)) onshut("refused");
    });
    chat.stop.subscribe((stop) => stop === "storage" && onshut("storage"));
    // Instead of the page's own sound, which would come out of nowhere while it is not to be seen.
    addEventListener("tresen-sound", (event) => {
      if (this.#open) return;
      event.preventDefault();
      this.#say({ type: "sound" });
    });
  }

  /** From here on nobody hears of anything. */
  end(): void {
    this.#say({ type: "unread", count: 0 });
    this.#port.close();
  }

  #shown(open: boolean, rows: readonly LogRow[]): void {
    this.#open = open;
    this.#rows(rows);
    // Whoever looks at the newest row sees it now.
    if (open) dispatchEvent(new Event("focus"));
  }

  #rows(rows: readonly LogRow[]): void {
    // What is here at the start is no news.
    if (this.#open || (this.#seenTo === null && rows.length > 0)) this.#seenTo = newest(rows);
    const count = this.#seenTo === null ? 0 : unread(rows, this.#seenTo);
    if (count === this.#count) return;
    this.#count = count;
    this.#say({ type: "unread", count });
  }

  #say(said: Said): void {
    this.#port.postMessage(said);
  }
}
