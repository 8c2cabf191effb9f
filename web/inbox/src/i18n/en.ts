import { message } from "@tresen/ui/message/words.en";
import { actions } from "./actions.en.ts";
import { applock } from "./applock.en.ts";
import { backroom } from "./backroom.en.ts";
import { card } from "./card.en.ts";
import { condition } from "./condition.en.ts";
import type { Words } from "./de.ts";
import { erasing } from "./erasing.en.ts";
import { frame } from "./frame.en.ts";
import { invitation } from "./invitation.en.ts";
import { invited } from "./invited.en.ts";
import { labels } from "./labels.en.ts";
import { later } from "./later.en.ts";
import { teamNotes } from "./notes.en.ts";
import { notifications } from "./notifications.en.ts";
import { privacy } from "./privacy.en.ts";
import { profile } from "./profile.en.ts";
import { program } from "./program.en.ts";
import { quickreplies } from "./quickreplies.en.ts";
import { recovery } from "./recovery.en.ts";
import { search } from "./search.en.ts";
import { share } from "./share.en.ts";
import { moving, shop, sign, website } from "./shop.en.ts";
import { statistics } from "./statistics.en.ts";
import { team } from "./team.en.ts";
import { ways } from "./ways.en.ts";

export const en: Words = {
  team,
  actions,
  backroom,
  privacy,
  quickreplies,
  statistics,
  condition,
  teamNotes,
  erasing,
  message,
  recovery,
  search,
  share,
  moving,
  website,
  shop,
  sign,
  ways,
  program,
  invitation,
  invited,
  applock,
  notifications,
  card,
  labels,
  frame,
  later,
  app: "Tresen",
  calls: {
    rings: "Calling …",
    talking: "In a call",
    missed: "Missed call",
    voice: "Call",
    video: "Video call",
  },
  us: "Team",
  customer: "Customer",
  areas: "Areas",
  messages: "Messages",
  /** The areas as rail and bar write them: soft hyphens where a word may break. */
  rail: {
    messages: "Mes\u00adsages",
    backroom: "Back room",
    statistics: "Sta\u00adtistics",
    shop: "Shop",
    settings: "Set\u00adtings",
    more: "More",
  },
  settings: "Settings",
  loading: "Loading",

  conversations: "Conversations",
  listHow: "Up and down arrows move between conversations, Enter opens one.",
  filter: "Filter",
  guest: (number, day) => `Guest ${number}, ${day}`,
  guestAt: (day, time) => `Guest, ${day} ${time}`,
  since: {
    today: "today",
    yesterday: "yesterday",
    weekday: (day) => day,
    date: (day) => day,
  },
  unread: "unread: ",
  assignedTo: (name) => `Assigned: ${name}`,
  assigned: "Assigned",
  nobody: "nobody",
  you: (name) => `${name} (you)`,
  someone: "Someone from the team",
  writes: (name) => `${name} is writing …`,
  draft: "Draft:",
  closed: "Closed",
  blocked: "Blocked",
  unreadable: "Cannot be shown here",

  showAll: "Show all",
  printSign: "Print the sign",
  pick: "Choose a conversation on the left.",
  pickKeys: "J and K move from row to row, ? shows all shortcuts.",

  backToList: "Back to the list",
  backToTalk: "Back to the conversation",
  about: "About this conversation",
  showCard: "Show the card",
  assign: (name) => `Assigned: ${name}. Change`,
  close: "Close",
  reopen: "Reopen",
  sealed: "End to end",
  gone: "This conversation is no longer here, or never was.",
  noReading:
    "Only the team reads messages here. You can see when something was written, who is assigned and what is open.",
  sealedForYou: "Sealed for you",

  writesHere: (name) => `${name} is writing here.`,
  draftStays: "Your draft stays.",
  answeredMeanwhile: (name) => `${name} has just answered.`,
  sendAnyway: "Send anyway?",
  sendNow: "Send it",
  keepDraft: "Not yet",
  failedOffline: "No connection. Assigning and closing work again once you are connected.",
  working: "One moment, the server is still working on it …",
  failed: "That did not work and nothing has changed. Try again.",

  notes: {
    closed: (name) => `${name} closed this.`,
    reopened: (name) => `${name} reopened this.`,
    reopenedByMessage: "Reopened by the new message.",
    assigned: (name) => `${name} takes over.`,
    unassigned: "No longer assigned to anyone.",
    blocked: (name) => `${name} is blocked.`,
    unblocked: (name) => `${name} is no longer blocked.`,
    cut: "The server has gone back to an earlier state. What came after that may be missing here. If nobody restored a backup, ask the person who looks after it.",
    tombstone: "Message deleted",
    unasked: "The server has removed a message although nobody asked it to.",
    unproven:
      "The server says that the time to keep this is over. This device held none of it and cannot check.",
    greeting: "Greeting",
    away: "Away message",
  },
  block: {
    ask: "Block …",
    undo: "Unblock",
    title: (name) => `Block ${name}?`,
    more: (name) =>
      `The server stops accepting messages from ${name}, and says so. What is here can still be read and deleted on that side. You can still write, and unblock at any time.`,
    cancel: "Cancel",
    do: "Block",
  },
  toast: {
    blocked: "Blocked.",
    unblocked: "No longer blocked.",
    closed: (name) => (name === null ? "Conversation closed." : `Conversation with ${name} closed.`),
    reopened: "Conversation reopened.",
    assigned: (name) => `${name} takes over.`,
    unassigned: "No longer assigned to anyone.",
    named: (name) => `The card now says: ${name}`,
    undo: "Undo",
  },

  earlier: {
    head: "Earlier conversations",
    from: (day) => (day === "" ? "Earlier conversation" : `Earlier conversation of ${day}`),
    goesOn: (day) => `Continued in the conversation of ${day}`,
    belongs: "Belongs to an earlier conversation …",
    hint: (name) => `Only for your team. Neither ${name} nor the server knows about it.`,
    unlink: "Unlink",
    linked: "Linked to the earlier conversation.",
    unlinked: "No longer linked.",
    title: "Earlier conversation",
    more: "Has a customer lost access and started again? Choose the earlier conversation. Its name is used here if there is none yet.",
    search: "Search by name",
    loading: "Loading the names …",
    none: "There is no other conversation yet.",
    nothing: (sought) => `Nothing found for “${sought}”. Check the spelling.`,
    found: (n) => (n === 1 ? "1 conversation" : `${n} conversations`),
    span: (since, last) => `since ${since}, last ${last}`,
  },

  customersDevices: "Devices on the other side",
  name: "Name",
  nameHint: "Only for your team. The other side does not see it.",
  customerSince: (day) => `In touch since ${day}`,
  automatic: "No automatic replies",
  automaticHint: "No greeting and no away message in this conversation.",
  media: "Media",
  conversationHead: "Conversation",
  state: "Status",
  open: "Open",
  lastMessage: "Last message",

  stale:
    "Your details have not been renewed for a long time. They are renewed as soon as an owner opens Tresen. If this note stays, the server is holding something back: ask the person who looks after it.",
  slowed: {
    too_many: "One moment, that was a lot at once. Everything will be sent automatically.",
    clock_ahead:
      "This device’s clock is more than a day ahead. Correct it, and your message will be sent automatically.",
    conversation_full:
      "This conversation is full. Delete messages that you no longer need. Then your text is sent automatically.",
    business_full:
      "Your space on the server is full. Delete conversations that you no longer need. Then your text is sent automatically.",
    storage_full:
      "The server has no space left at the moment. Your text is ready and will be sent automatically.",
  },
  disputed:
    "The server shows conflicting details of this conversation. Nothing is sent from here until that is resolved. Ask the person who looks after the server.",
  offline: (time) => `Offline since ${time}.`,
  notOpen: "New customers cannot write to you at the moment.",
  notOpenWhy: (missing) =>
    missing.length > 1
      ? "The imprint and the privacy contact are missing from the profile."
      : missing[0] === "imprint"
        ? "The imprint is missing from the profile."
        : "The privacy contact is missing from the profile.",
  notOpenWho: "An owner can add it.",
  notOpenGo: "Add it now",
  offlineHint: "Keep writing; everything will be sent later.",
  update: "A new version is ready.",
  reload: "Reload",

  unlinked: {
    title: "This device does not belong to a team yet",
    how: "How to get in:",
    steps: [
      "Ask the owner for an invitation link.",
      "Open it on this device, in this browser.",
      "Compare the four words together. Done.",
    ],
    why: "Every device has its own keys, so there is no password to guess.",
    paste: "Invitation link",
    pasteHint: "Copied it? Paste it here.",
    pasteWrong: "This is not an invitation link. A real one contains “#invite=”.",
    go: "Connect device",
  },
  linking: {
    title: "This device is being connected",
    team: (name) => `To the team of “${name}”.`,
    prepare:
      "Waiting for the other device. Open the page “Team” there: then both screens show the same four words.",
    words: "The four words",
    wait: "Now it has to be confirmed on the device that made the link.",
    compare: "Both screens must show the same four words. Keep this page open until then.",
    problem: "The device is not connected yet.",
    again: "Try again",
  },
  problems: {
    not_found: "This invitation link does not exist. Check that it is complete, or ask for a new one.",
    dropped:
      "This invitation no longer exists. If the other screen showed other words, have the new link handed to you some other way.",
    invite_used: "This link has already been used. Each link is for one device; ask for a new one.",
    invite_expired: "This link is older than 24 hours and has expired. Ask for a new one.",
    forged:
      "Somebody has interfered with this invitation. Withdraw it on the other device and have a new link handed to you some other way.",
    offline: "No connection. This continues automatically once there is one.",
    other: "That did not work. Ask for a new invitation link.",
  },
  stops: {
    revoked: {
      title: "This device is signed out",
      text: "It was removed from the team. What was here can no longer be opened. To come back you need an invitation link.",
      action: "Remove everything from this device",
    },
    replaced: {
      title: "Tresen is now running elsewhere",
      text: "The same device has connected in another window or browser. Only one can be connected at a time.",
      action: "Continue here",
    },
    updated: {
      title: "Tresen was updated",
      text: "Another tab still runs the previous version. Reload, and all tabs run the new one. What you wrote is kept. If that does not help, close the other tabs with Tresen.",
      action: "Reload",
    },
    newer: {
      title: "This version of Tresen is too old",
      text: "Your business uses something that this version does not understand yet. Reload. If that does not help, your server has to be updated. What you wrote is kept.",
      action: "Reload",
    },
    unsupported: {
      title: "This browser is too old for Tresen",
      text: "It cannot encrypt messages the way Tresen needs. Update it, or use Chrome, Edge, Firefox or Safari from the last two years.",
      action: "Reload",
    },
    storage: {
      title: "This browser cannot store anything",
      text: "Tresen keeps keys and messages on this device. A private window, or blocked or full storage, does not allow that.",
      action: "Reload",
    },
    mismatch: {
      title: "The keys do not match",
      text: "The server shows a different business from the one in the invitation. Do not write anything, and ask the person who invited you.",
      action: "Reload",
    },
    unreachable: {
      title: "The server is not answering",
      text: "This device has nothing to show without it yet. Check the connection and try again.",
      action: "Reload",
    },
    elsewhere: {
      title: "This is not the server’s address",
      text: "This page is open at one address, and the server is set up for another. Open Tresen there. The person who looks after the server can see both with tresen doctor.",
      action: "Reload",
    },
    broken: {
      title: "The chain of keys cannot be verified",
      text: "Something in it was changed. Do not write anything, and ask the person who looks after the server. Nothing on this device is lost.",
      action: "Reload",
    },
  },

  suggestion: { title: "Suggestion", away: "Doesn’t fit" },

  prefs: {
    language: "Language",
    languages: { auto: "Same as the browser", de: "Deutsch", en: "English" },
    theme: "Appearance",
    themes: { system: "Same as the device", light: "Light", dark: "Dark" },
    sound: "Sound for new messages",
    soundHint: "Quiet, and only when you are not looking at that conversation.",
    letters: "Single-letter shortcuts",
    lettersHint:
      "Turn this off if you dictate, or often hit keys by mistake. Arrow keys and Esc always work.",
    suggestions: "Suggestion under the newest message",
    suggestionsHint:
      "One quick reply that may fit. This device picks it, learns when you dismiss it, and never sends anything by itself.",
    takeBack: "Undo send",
    takeBackHint: "Every message waits on this device for five seconds, so that you can take it back.",
    keys: "Show keyboard shortcuts",
    display: "Display",
    writing: "Writing and keys",
    device: "This device",
    person: "Signed in as",
    role: "Role",
    business: "Business",
    version: "Version",
    build: (id: string) => `build ${id}`,
    connection: "Connection",
    waiting: "Not sent yet",
    waitingCount: (n) => (n === 1 ? "1 message" : `${n} messages`),
    net: { online: "connected", connecting: "connecting", offline: "no connection" },
    signOut: "Sign out this device",
  },
  roles: { owner: "Owner", member: "Member", auditor: "Overview only" },
  signOut: {
    title: "Sign out this device?",
    text: "Keys, messages and drafts are removed from this device. The business keeps everything. To come back you need a new invitation link.",
    waiting: (n) =>
      n === 1
        ? "1 message has not been sent yet. Wait until it has, or it will be lost."
        : `${n} messages have not been sent yet. Wait until they have, or they will be lost.`,
    stay: "Stay",
    go: "Sign out",
  },

  profile,

  keys: {
    title: "Keyboard shortcuts",
    next: "Next conversation",
    previous: "Previous conversation",
    open: "Open conversation",
    back: "Back",
    close: "Close or reopen",
    assign: "Assign",
    label: "Label",
    select: "Select conversation",
    waiting: "Who is waiting, or all",
    markUnread: "Mark as unread",
    pin: "Pin to the top",
    snooze: "Snooze",
    write: "New message, to somebody who doesn’t write yet",
    palette: "Search and commands",
    search: "Search messages",
    places: { list: "In the list and everywhere", message: "On a message", field: "In the text field" },
    names: { ArrowUp: "↑", ArrowDown: "↓", k: "K" },
    or: "or",
    messagePrevious: "Previous message",
    messageNext: "Next message",
    messageFirst: "To the first message",
    messageLast: "To the newest message",
    messageMenu: "Menu: reply, react, copy …",
    messageField: "Back to the text field",
    send: "Send",
    newline: "New line",
    sendClose: "Send and close",
    sendLater: "Send later",
    replies: "Quick replies, at the start of a message",
    editLast: "Edit your last message, while the field is empty",
    stopWriting: "Discard the reply or the edit",
    help: "This list",
    off: "Single letters are switched off at the moment (Settings).",
  },
};
