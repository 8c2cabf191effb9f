/** The leading tab with its search beside it, which hears what the leader tells. */

import { SearchLead } from "../search/leader.ts";
import type { Lead } from "../sync/tabs.ts";
import type { StaffCommands } from "./commands.ts";
import { Staff, type StaffSetup } from "./leader.ts";
import type { StaffNote } from "./notes.ts";

export async function leadInbox(setup: StaffSetup): Promise<Lead<StaffCommands>> {
  let search: SearchLead | null = null;
  const publish = (note: StaffNote): void => {
    setup.publish(note);
    search?.heard(note);
  };
  const staff = await Staff.open({ ...setup, publish });
  const { commands } = staff;
  search = new SearchLead({ ...setup, leader: commands });
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
