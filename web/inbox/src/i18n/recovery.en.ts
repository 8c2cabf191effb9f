import type { RecoveryWords } from "./recovery.de.ts";

/** Coming back with the recovery sheet, trying and replacing it, in English. */
export const recovery: RecoveryWords = {
  offer: "No working device left?",
  offerText: "The recovery sheet brings the business back to this device, with all conversations.",
  title: "Restore with the sheet",
  lead: "Have the recovery sheet ready. What you type stays on this device and is forgotten afterwards.",
  unfinished: "A recovery was started on this device, and the server has not answered yet.",
  look: "Check again",
  notDone: "It did not arrive, and nothing has changed. Type the sheet once more.",

  address: "Address of your business",
  addressHint: (host) => `It is at the top of the sheet: ${host}/…`,
  addressEmpty: "Enter the address.",
  addressElsewhere: (host) => `This business is on another server. Open ${host}/inbox there.`,
  back: "Back",
  next: "Continue",
  opening: "Checking the sheet …",
  without: "I do not have the sheet",

  fits: (name) => `The sheet is right. It belongs to ${name}.`,
  who: "Who are you?",
  somebodyNew: "Somebody new",
  somebodyNewHint: "You take the business over and become its owner.",
  name: "Your name",
  nameHint: "What you are called in the team and above your messages.",
  nameMissing: "Enter your name.",
  others: (n) => (n === 1 ? "What about the other device?" : `What about the ${n} other devices?`),
  shutOut: {
    all: [
      "Sign out all other devices",
      "The right choice if one was lost or stolen. Everybody in the team needs a new invitation afterwards.",
    ],
    person: ["Sign out only my old devices", "The others in the team keep working."],
    none: [
      "Sign out none",
      "Only if you know where all of them are. You can sign out each of them later on the page Team.",
    ],
  },
  go: "Restore the business",
  working: "Restoring …",
  done: "Restored. Put the sheet back with the key to the till.",

  problems: {
    replaced: (day, time) => [
      "This sheet is no longer valid",
      `A new one replaced it on ${day} at ${time}. Use the new sheet. If you did not replace it, talk to the others in the team.`,
    ],
    foreign: [
      "This sheet belongs to another business",
      "It was typed correctly. Compare the address at the top of the sheet with the one you entered.",
    ],
    unknown: (address) => [
      "There is no such business here",
      `There is none at ${address}. Compare the address with the one on the sheet.`,
    ],
    offline: [
      "The server did not answer",
      "Everything you typed is still here. Check the connection and try again; nothing happens twice.",
    ],
    later: ["The server is busy", "Nothing has changed. Try again in a minute."],
    broken: [
      "The chain of keys cannot be verified",
      "Something in it was altered. Nothing has happened. Ask the person who looks after the server.",
    ],
    mismatch: [
      "This is not the business on your sign",
      "At this address the server shows a different business from the one named in the link on the sign. Nothing has happened. Ask the person who looks after the server.",
    ],
    storage: [
      "This could not be saved on this device",
      "Free some space, or use a window that is not private, and try again.",
    ],
  },

  lost: {
    title: "Without the sheet",
    lead: "Without the sheet and without a device that still belongs to the team, nobody can open what is sealed, not even the person who looks after the server.",
    works: "What still works",
    ways: [
      "Does any device of the team still work? An owner can invite you with it. A member adds more devices of their own without an owner.",
      "Your customers keep their conversations on their devices and can read everything there. Nobody here can read what they write from now on.",
      "The last resort is a new business with a new sign. The person who looks after the server gives you the set-up link for it. Take the old sign down and tell your customers.",
    ],
    gone: "What is lost",
    losses: [
      "On your side: all conversations, the customers’ names, and notes.",
      "The old sign: it leads to a business that nobody can open any more.",
    ],
    back: "I found the sheet",
  },

  check: "Check the sheet",
  checkTitle: "Check the sheet",
  checkLead: "Type it once a year to be sure that it can still be read. The server only notes the day.",
  checkGo: "Check",
  checking: "Checking …",
  checked: "The sheet is right. Put it back with the key to the till.",
  checkedOffline: "The sheet is right. Without a connection the server could not note the day.",
  checkReplaced: (day) =>
    `This sheet was replaced on ${day} and is no longer valid. Destroy it and take the new one.`,
  checkForeign: "This sheet belongs to another business.",

  first: "Print the sheet",
  firstTitle: "Recovery sheet",
  firstLead: "If all devices are lost, only this sheet brings your business back. We have no copy.",
  firstGo: "Use this sheet",
  firstDone: "The sheet is valid now. Keep it with the key to the till.",
  firstLeft: "This sheet is not valid, so throw it away. You have none yet.",
  firstFailed: "That did not work, and the sheet is not valid yet. Try again.",

  renew: "New sheet",
  renewTitle: "New recovery sheet",
  renewLead:
    "Make a new one if the old one has gone missing or somebody has seen it. The old one is valid until the last step; your sign stays as it is.",
  renewGo: "Use the new sheet",
  renewing: "Switching to the new sheet …",
  renewed: "The new sheet is valid from now on. Destroy the old one.",
  renewLeft: "The new sheet is not valid, so throw it away. The old one still is.",
  renewOffline: "The server did not answer. Keep both sheets and try again until it has worked.",
  renewFailed: "That did not work. The old sheet is still valid. Try again.",
  cancel: "Cancel",
};
