/** The leading tab's part of the staff chat. */

import type { Inbound } from "../sync/inbound.ts";
import type { StaffChatCommands } from "./api.ts";

export const staffChat = (inbound: Inbound, room: string, online: () => boolean): StaffChatCommands => ({
  readBackRoom: async () => {
    if (online() && (await inbound.state(room)).high === 0) await inbound.newest(room);
  },
  olderInBackRoom: () => inbound.older(room),
});
