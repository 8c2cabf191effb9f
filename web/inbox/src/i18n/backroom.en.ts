/** The back room, in English. */

import type { backroom as german } from "./backroom.de.ts";

export const backroom: typeof german = {
  title: "Back room",
  hint: "Only the team reads this, no customers.",
  empty: ["Just the team in here.", "You could start with the plan for tomorrow."],
  field: "Message to the team",
  log: "Back room",
  unread: "unread: ",
  arrived: "New message in the back room",
  noReading: "What the team writes here is encrypted. With “Overview only” it cannot be opened.",
};
