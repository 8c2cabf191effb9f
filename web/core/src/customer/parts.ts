/** What a customer page fetches only when it is wanted: contact card, my data, files, calls, notifications, passkeys. */

import type { Readable, Writable } from "../base/readable.ts";
import type { CallNote } from "../calls/api.ts";
import type { payloadOf } from "../content/index.ts";
import type { Texts } from "../mydata/mydata.ts";
import type { Shopfront } from "../profile/shopfront.ts";
import type { Store } from "../store/database.ts";
import type { EngineNote } from "../sync/notes.ts";
import type { PublicChain } from "../trust/pinned.ts";
import type { Payload } from "../wire/layouts.ts";
import type { Chat, ChatEnv, Parts } from "./api.ts";
import type { CustomerCommands } from "./commands.ts";

interface Held {
  readonly env: ChatEnv;
  readonly name: string;
  readonly store: Store;
  readonly conversation: string;
  readonly publicChain: PublicChain | null;
}

interface Told {
  readonly called: Readable<CallNote | null>;
  readonly shopfront: Readable<Shopfront | null>;
  readonly returnLink: Readable<string | null>;
  readonly came: Writable<Payload | null>;
}

interface PartsNeeds {
  /** Throws `Unreachable` while there is no conversation. */
  held(): Held;
  leader(): CustomerCommands;
  say(said: Parameters<typeof payloadOf>[0]): Promise<number>;
  publish(note: EngineNote | CallNote): void;
  texts(): Texts;
  /** The server has the conversation. */
  created(): boolean;
}

export function partsOf({ called, shopfront, returnLink, came }: Told, needs: PartsNeeds): Parts {
  const contact: Chat["contact"] = async () => {
    const held = needs.held();
    return new (await import("../contact/tab.ts")).Desk(held, needs.leader(), needs.say);
  };
  const files: Chat["files"] = async () => {
    const here = { ...needs, ...needs.held() };
    const { Files } = await import("../files/desk.ts");
    return new Files({ ...here, side: "customer", came });
  };
  const invitation: Chat["invitation"] = async (carried) => {
    const { store, conversation, publicChain } = needs.held();
    const { aboveIt } = await import("../invitation/said.ts");
    return aboveIt(store, publicChain?.chain ?? null, { conversation, carried });
  };
  return {
    contact,
    files,
    myData: async () => {
      const here = { ...needs, ...needs.held() };
      return (await import("../mydata/mydata.ts")).myDataOf(here, needs.texts(), files, contact, invitation);
    },
    notifications: async () => (await import("../notifications/calls.ts")).notificationsOf(needs.leader()),
    passkeys: async (authenticator) => {
      const { passkeysOf } = await import("./passkeys.ts");
      return passkeysOf(needs.leader(), needs.held(), returnLink.get(), authenticator);
    },
    invitation,
    askBack: async (text) => {
      if (text) return void (await needs.say({ kind: "text", text, human: true }));
      (await import("../content/kinds.ts")).learnKinds();
      await needs.say({ kind: "callback" });
    },
    calls: async (open) => {
      const here = { ...needs, ...needs.held(), called, shopfront };
      return (await import("../calls/customer.ts")).customerCalls(here, open);
    },
  };
}
