import type { RefusalWords } from "./de.refusals.ts";

/** What the team did that the customer is told. */
const noted = new Map([
  ["blocked", "The team has blocked you in this conversation."],
  ["unblocked", "The team is accepting messages from you again."],
]);

/** Why the server takes what was written only later, by its code. */
const waits = new Map([
  [
    "conversation_blocked",
    "The team no longer accepts messages from you here. You can read and delete everything that is here.",
  ],
  ["too_many", "One moment, that was a lot at once."],
  [
    "clock_ahead",
    "This device's clock is more than a day ahead. Set it right, and your message goes out by itself.",
  ],
  [
    "conversation_full",
    "This conversation is full. Delete messages that you no longer need, and your text is sent automatically.",
  ],
  [
    "business_full",
    "The business cannot receive anything at the moment because its space on the server is full. Your text is ready and will be sent automatically.",
  ],
  [
    "storage_full",
    "The server has no space left at the moment. Your text is ready and will be sent automatically.",
  ],
]);

export const en: RefusalWords = {
  someBusiness: "The business",
  takeOver: "Continue here",
  mismatchTitle: "This key does not match the sign.",
  mismatchMore: [
    "Please do not write anything, and ask at the counter.",
    "The fingerprint on the sign is not the one this server shows. Perhaps the sign has been replaced. Perhaps somebody is posing as the business.",
    "Nothing is sent from here.",
  ],
  brokenTitle: "The credentials of this business are damaged.",
  brokenMore: [
    "Please do not write anything, and ask at the counter.",
    "What the server sent as proof cannot be checked. Until it can, this page stays shut.",
    "Nothing is sent, and what you wrote here is kept.",
  ],
  elsewhereTitle: "This is not the right address.",
  elsewhereMore: [
    "The server is set up under another address. Scan the sign again, or tell them at the counter.",
    "What you wrote here stays on this device.",
  ],
  unknownTitle: "There is no business here.",
  unknownMore: ["The address is not quite right. Check the spelling or scan the sign again."],
  notOpenTitle: "We are still setting up.",
  notOpenMore: (name) =>
    `${name} is setting up its counter. This page opens by itself as soon as it is ready. If it does not, please come back soon.`,
  unsupportedTitle: "This browser is too old for encrypted messages.",
  unsupportedMore: [
    "Update it, or open this address in a current Chrome, Edge, Firefox or Safari. Until then, contact the business the way you always have.",
  ],
  storageTitle: "The browser does not allow storage here.",
  storageMore: [
    "Without storage your keys would be lost when you close the page. Open the page in an ordinary window instead of private mode, or make some room on the device.",
  ],
  revokedTitle: "This device is signed out.",
  revokedMore: ["This conversation has ended on this device. Your return link opens it again."],
  againTitle: "Go on here with the return link?",
  againMore: [
    "This device is signed out, and you have opened a return link.",
    "If you go on, what is still stored here of the conversation is erased. The page then shows what the link opens before anything happens.",
  ],
  againGo: "Erase here and go on",
  withoutLink: "Go on without the link",
  removedTitle: "This device was removed.",
  removedMore: [
    "Another of your devices took it out of the conversation. What was stored here is erased; it is still on your other devices.",
    "You can start a new conversation here, or open the old one again with your new return link.",
  ],
  noted: (name: string): string | undefined => noted.get(name),
  waits: (why: string): string | undefined => waits.get(why),
  beginAnew: "Start again",
  replacedTitle: "The conversation is open elsewhere.",
  replacedMore: ["It continues in another window. Nothing is lost."],
  updatedTitle: "Tresen was updated.",
  updatedMore: [
    "Another window still runs the previous version. Reload; if that does not help, close the other one. Nothing is lost.",
  ],
  newerTitle: "This version is too old for it.",
  newerMore: [
    "The business uses something that this version of Tresen does not understand yet. Reload the page. If that does not help, the business has to update its server. Nothing is lost.",
  ],
  returnLinkTitle: "This return link opens nothing here.",
  returnLinkMore: [
    "Perhaps a part was lost in copying, or it belongs to another business. Try again with the whole link.",
    "Perhaps you renewed it on one of your devices. Then only the new one works.",
  ],
};
