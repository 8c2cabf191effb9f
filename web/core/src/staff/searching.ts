/** The leading tab with its search beside it, which hears what the leader tells. */

import type { OpenIndex } from "../search/api.ts";
import { SearchLead } from "../search/leader.ts";
import { draftKeys, SEARCH, type Store } from "../store/database.ts";
import type { Lead } from "../sync/tabs.ts";
import type { LeaderCommands, StaffCommands } from "./commands.ts";
import type { StaffNote } from "./notes.ts";

interface Setup {
  readonly store: Store;
  readonly room: string;
  publish(note: StaffNote): void;
}
/** Rows that went without an erase command: the index follows, whether anybody searches or not. */
const dropParts = (store: Store, conversation: string): Promise<void> =>
  store.delete("state", draftKeys(SEARCH + conversation)).catch(() => {});

type Leading = Lead<LeaderCommands> & { start(): void };

export async function withSearch<S extends Setup>(
  setup: S,
  open: OpenIndex | null,
  lead: (setup: S) => Promise<Leading>,
): Promise<Lead<StaffCommands>> {
  let search: SearchLead | null = null;
  const publish = (note: StaffNote): void => {
    setup.publish(note);
    if (note.type === "log" && note.anew) void dropParts(setup.store, note.conversation);
    search?.heard(note);
  };
  const staff = await lead({ ...setup, publish });
  const { commands } = staff;
  search = new SearchLead({ ...setup, open, leader: commands });
  staff.start();
  return {
    commands: { ...commands, ...search.commands },
    greet: () => staff.greet(),
    close: () => {
      search?.close();
      staff.close();
    },
  };
}
