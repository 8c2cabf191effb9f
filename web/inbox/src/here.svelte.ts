import type { Lang } from "@tresen/ui";
import { preferred } from "@tresen/ui/i18n/preferred";
import { type Choices, read, write } from "./choices.ts";
import { de, type Words } from "./i18n/de.ts";
import { en } from "./i18n/en.ts";
import { guest } from "./i18n/guest.ts";

/** What every component may read: this device's choices, the words they lead to, and the shop's time. */
class Here {
  #choices = $state.raw<Choices>(read());
  /** IANA name; until the profile is known, the device's own. */
  zone = $state(Intl.DateTimeFormat().resolvedOptions().timeZone);
  /** Milliseconds, fresh to half a minute, so that "heute" becomes "gestern" without a reload. */
  now = $state(Date.now());

  readonly lang: Lang = $derived(
    this.#choices.language === "auto" ? preferred(navigator.languages) : this.#choices.language,
  );
  readonly words: Words = $derived(this.lang === "de" ? de : en);

  get choices(): Choices {
    return this.#choices;
  }

  choose(change: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...change };
    write(this.#choices);
  }

  /** The name to show for a conversation: the card's, or when the guest first came. */
  nameOf(row: {
    readonly name: string | null;
    readonly createdMs: number;
    readonly dayNumber?: number;
  }): string {
    return row.name ?? guest(row, this.now, this.zone, this.lang, this.words);
  }

  /** Keeps `now` fresh, also when a page comes back whose timers slept; returns the function that ends it. */
  tick(): () => void {
    const refresh = () => {
      this.now = Date.now();
    };
    const timer = setInterval(refresh, 30_000);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }
}

export const here = new Here();
