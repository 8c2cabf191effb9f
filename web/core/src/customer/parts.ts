/** What a customer page fetches only when it is wanted: contact card, my data, files, calls, notifications, passkeys. */

import type { Readable } from "../base/readable.ts";
import type { CallNote } from "../calls/api.ts";
import type { payloadOf } from "../content/index.ts";
import type { Texts } from "../mydata/mydata.ts";
import type { Shopfront } from "../profile/shopfront.ts";
import type { Store } from "../store/database.ts";
import type { EngineNote } from "../sync/notes.ts";
import type { PublicChain } from "../trust/pinned.ts";
import type { Chat, ChatEnv } from "./api.ts";
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
}

interface PartsNeeds {
  /** Throws `Unreachable` while there is no conversation. */
  held(): Held;
  leader(): CustomerCommands;
  say(said: Parameters<typeof payloadOf>[0]): Promise<number>;
  publish(note: EngineNote | CallNote): void;
  texts(): Texts;
}

type Parts = Pick<Chat, "contact" | "files" | "notifications" | "calls" | "askBack" | "myData" | "passkeys">;

export function partsOf({ called, shopfront, returnLink }: Told, needs: PartsNeeds): Parts {
  const contact: Chat["contact"] = async () => {
    const held = needs.held();
    return new (await import("../contact/tab.ts")).Desk(held, needs.leader(), needs.say);
  };
  const files: Chat["files"] = async () => {
    const here = { ...needs, ...needs.held() };
    const { Files } = await import("../files/desk.ts");
    return new Files({ ...here, side: "customer" });
  };
  return {
    contact,
    files,
    myData: async () => {
      const here = { ...needs, ...needs.held() };
      return (await import("../mydata/mydata.ts")).myDataOf(here, needs.texts(), files, contact);
    },
    notifications: async () => (await import("../notifications/calls.ts")).notificationsOf(needs.leader()),
    passkeys: async (authenticator) => {
      const { passkeysOf } = await import("./passkeys.ts");
      return passkeysOf(needs.leader(), needs.held(), returnLink.get(), authenticator);
    },
    askBack: async () => {
      (await import("../content/kinds.ts")).learnKinds();
      await needs.say({ kind: "callback" });
    },
    calls: async (open) => {
      const here = { ...needs, ...needs.held(), called, shopfront };
      return (await import("../calls/customer.ts")).customerCalls(here, open);
    },
  };
}
