import type { Inbox, ProfileFields } from "@tresen/core/api";
import type { Lang } from "@tresen/ui";
import { alert, clock, device, mail, shop, slash, team } from "@tresen/ui/icons";
import { shield } from "@tresen/ui/media/icons";
import { fromStore } from "svelte/store";
import { OLD_BACKUP_MS } from "../condition/backup.ts";
import { here } from "../here.svelte.ts";
import { moving, sign, way, website } from "../parts/icons.ts";
import { SHOP } from "../route.ts";

type Name = (typeof SHOP)[number];

/** One page of the shop, as "Laden" and "Mehr" name it. `state` is how it stands; `warn` the icon before it when somebody must act. */
export interface Door {
  readonly name: Name;
  readonly icon: string;
  readonly title: string;
  readonly state: string | null;
  readonly warn: string | null;
}

/** What the pages of the shop say about themselves. To be made while a component is set up. */
export class Doors {
  readonly #inbox: Inbox;
  #asked = $state.raw<{ readonly made: number | null } | null>(null);
  #opening = $state.raw<{ readonly open: boolean; readonly said: Readonly<Record<Lang, string>> } | null>(
    null,
  );
  readonly #me;
  readonly #people;
  readonly #devices;
  readonly #requests;
  readonly #replies;
  readonly #published;
  readonly #net;

  constructor(inbox: Inbox) {
    this.#inbox = inbox;
    this.#me = fromStore(inbox.me);
    this.#people = fromStore(inbox.people);
    this.#devices = fromStore(inbox.team.devices);
    this.#requests = fromStore(inbox.requests);
    this.#replies = fromStore(inbox.quickReplies.entries);
    this.#published = fromStore(inbox.profile.published);
    this.#net = fromStore(inbox.net);
    $effect(() => {
      if (this.#net.current !== "online") return;
      if (this.#me.current?.role === "owner") void this.#askCondition();
      if (this.#published.current) void this.#askOpening(this.#published.current.fields);
    });
  }

  get all(): readonly Door[] {
    const role = this.#me.current?.role;
    const hidden: readonly Name[] =
      role === "owner" ? [] : role === "auditor" ? ["condition", "invitations"] : ["condition"];
    return SHOP.filter((name) => !hidden.includes(name)).map((name) => this.#door(name));
  }

  #door(name: Name): Door {
    const words = here.words;
    const rest = { name, state: null, warn: null };
    switch (name) {
      case "profile":
        return {
          ...rest,
          icon: shop,
          title: words.profile.title,
          state: this.#opening?.said[here.lang] ?? null,
        };
      case "sign":
        return { ...rest, icon: sign, title: words.sign.title };
      case "ways":
        return { ...rest, icon: way, title: words.ways.title };
      case "moving":
        return { ...rest, icon: moving, title: words.moving.title };
      case "website":
        return { ...rest, icon: website, title: words.website.title };
      case "team":
        return { ...rest, icon: team, title: words.team.title, state: this.#teamState() };
      case "quickreplies":
        return { ...rest, icon: slash, title: words.quickreplies.title, state: this.#repliesState() };
      case "invitations":
        return { ...rest, icon: mail, title: words.invitation.title };
      case "privacy": {
        const open = this.#requests.current.count;
        const said = open > 0 ? { state: words.privacy.askedArrived(open), warn: clock } : {};
        return { ...rest, icon: shield, title: words.privacy.title, ...said };
      }
      case "condition": {
        const made = this.#asked?.made;
        const late = made === null || (made !== undefined && here.now - made > OLD_BACKUP_MS);
        const said = late ? { state: words.shop.backup(made ?? null, here.now), warn: alert } : {};
        return { ...rest, icon: device, title: words.condition.title, ...said };
      }
    }
  }

  #teamState(): string | null {
    const names = this.#people.current.map(({ name }) => name || here.words.someone);
    return names.length === 0 ? null : here.words.shop.people(names, this.#devices.current.length);
  }

  #repliesState(): string | null {
    const count = this.#me.current?.role === "auditor" ? 0 : (this.#replies.current?.length ?? 0);
    return count === 0 ? null : here.words.shop.replies(count);
  }

  // Without an answer a door says nothing about its state: the page behind it says why.
  async #askCondition(): Promise<void> {
    const found = await this.#inbox.condition().catch(() => null);
    if (found) this.#asked = { made: found.backupMs };
  }

  async #askOpening(fields: ProfileFields): Promise<void> {
    const found = await this.#inbox.profile.preview(fields, null).catch(() => null);
    this.#opening = found?.hours ? { open: found.hours.open, said: found.hours.text } : null;
  }
}
