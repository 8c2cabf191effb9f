/** An invitation that was opened and waits for a person's word, in English. */
import type { invited as german } from "./invited.de.ts";

export const invited: typeof german = {
  title: "Invitation to a team",
  by: (name) => `The invitation comes from “${name}”.`,
  unknown: "Without a connection Tresen cannot show who sent the invitation.",
  what: "If you accept it, this device gets keys of its own. Then four words appear here and on the other device, for you to compare.",
  unexpected: "Not expecting an invitation? Then do not accept it. Nothing has been stored so far.",
  accept: "Accept",
  leave: "Do not accept",

  otherTitle: "This invitation is for another business",
  here: (name) => `This browser belongs to the team of “${name}”.`,
  kept: "Nothing has changed: messages, keys and drafts are all still there.",
  both: "A browser belongs to one team at a time. To work in both, open the invitation in another browser or a second browser profile.",
  problem: "This invitation no longer works.",
  anyway: "Accept it anyway",
  back: "Back to the inbox",

  moveTitle: "Sign out here and move?",
  moveTo: (by, here) =>
    `“${by}” has accepted this device. If you move now, this browser is signed out of “${here}”.`,
  moveWhat:
    "Keys, messages and drafts are then removed from this device. The business keeps everything. To get back in you need a new invitation.",
  move: "Sign out and move",
};
