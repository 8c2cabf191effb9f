import { en as shared } from "@tresen/ui/i18n/en";
import type { ChatWords } from "./de.ts";

export const en: ChatWords = {
  ...shared,

  verified: "Checked at the counter",
  unverified: "Not checked yet – scan the sign",
  write: "Write a message",
  goOn: "Continue the conversation",
  onlyTheyRead: "What you write is read only by the team.",
  nothingYet: "Until then nothing is stored on your device.",
  returning: (began, devices) =>
    `This conversation began on ${began}. ${devices === 1 ? "One device belongs" : `${devices} devices belong`} to it. Your return link opens it here, too.`,
  notNowBack: "Cancel",
  loading: "Loading …",

  openUntil: (time) => `Open until ${time}`,
  openAlways: "Open all day and night",
  shut: (why) => (why ? `Closed – ${why}` : "Closed"),
  shutUntil: (when, why) => `Closed – ${why && `${why}, `}opens ${when}`,
  inMinutes: (n) => (n === 1 ? "in 1 minute" : `in ${n} minutes`),
  afterLunch: (time) => `after the lunch break at ${time}`,
  onlyMeets: "By appointment only",
  meetsUntil: (time, when) => `By appointment ${time ? `until ${time}` : "today"} – opens ${when}`,
  meets: (hours) => `${hours} by appointment`.trim(),
  shutThatDay: "closed",
  today: "today",
  todayIs: (hours) => `Today ${hours}`,
  tomorrow: "tomorrow",
  now: "now",
  and: " and ",
  oClock: (hours) => hours,
  allTimes: "All times",

  profile: "Profile",
  imprint: "Imprint",
  privacy: "Privacy",
  otherLanguage: "Deutsch",
  otherLang: "de",
  returnLink: "Return link",
  devices: "My devices",
  contactCard: "Contact card",
  past: "What is kept",
  eraseConversation: "Delete conversation",

  emptyTalk: "Write what you need.",
  emptyTalkMore: "Answers appear here. Nothing is lost, even if you close the page.",
  told: "We see when you have read a message.",
  showReading: "Show read receipts",
  noLongerRead: "The team no longer sees when you have read.",
  againRead: "The team sees again when you have read.",
  offline: "No connection. Your messages are ready and will be sent automatically.",
  connecting: "The connection is being restored. You can keep writing.",
  again: (n) =>
    n === 0
      ? "Connected again."
      : n === 1
        ? "Connected again. 1 message is on its way."
        : `Connected again. ${n} messages are on their way.`,
  stale: "The business has not confirmed its details for a long time. You may be seeing an old state.",
  notNow: "This cannot be loaded right now. Reloading usually helps.",

  reload: "Reload",
  unreachableTitle: "The page cannot be loaded right now.",
  unreachableMore: "Check your connection, then reload. Nothing is lost.",
};
