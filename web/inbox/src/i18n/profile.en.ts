import type { Lang } from "@tresen/ui";
import { mistakes } from "@tresen/ui/profile/mistakes.en";
import type { ProfileWords } from "./profile.de.ts";

const languages: Readonly<Record<Lang, string>> = { de: "German", en: "English" };

export const profile: ProfileWords = {
  ...mistakes,
  title: "Profile",
  calls: {
    lead: "Customers call you in the browser, with sound or pictures. You can call them at any time.",
    when: "Customers can call",
    modes: {
      open: "During opening hours",
      always: "At any time",
      never: "Not at all",
      own: "During separate call hours",
    },
    strangers: "Let new customers call",
    strangersHint:
      "Otherwise customers can call only after you have written to them or called them. Until then they can write and ask for a call back. This stops people from starting new conversations just to ring you.",
    direct: "Allow direct connections",
    directHint:
      "Otherwise every call goes through your relay, and neither side sees the other’s address. With a direct connection both sides see each other’s internet address, which gives away the provider and roughly the place.",
  },
  lead: "What customers see before they write. Anything you publish is visible at once.",
  onlyOwners: "This is how customers see you. An owner can change it.",
  holidaysPage: "Holidays",
  legalShort: "Imprint",
  notes: { on: "on", off: "off", missing: "missing", done: "done", changed: "changed" },
  sections: "Sections",
  answers: "Automatic replies",
  address: "Address",
  shown: "How you appear at the top of the customer page",
  noName: "No name yet",
  facts: "About the business",
  legal: "Imprint and privacy",
  legalLead: "The law requires both. Nobody can write to you until they are filled in.",
  tradeHint: "One line, such as “Bread, rolls and cakes”.",
  aboutHint: "A few sentences that new customers read.",
  bannerHint:
    "A wide picture above your profile, such as your counter. It is cropped and resized on this device. Without one, customers only see the shelf.",
  pictureStop: "Cancel",
  pictureHint:
    "It is cropped to a square and resized on this device. Without a picture, customers see your initials.",
  pictureChoose: "Choose a picture",
  pictureTooManyPixels: "This picture has too many pixels. Use a smaller one, such as a screenshot of it.",
  pictureRemove: "Remove the picture",

  noRegion: "Choose your region above to see its public holidays here.",
  yearOf: "Year",
  once: (year) => `Changes apply to ${year} only`,
  onlyIn: (year) => `${year} only`,
  holidaysFailed: "The public holidays cannot be loaded right now.",
  notPublic: "not a day off everywhere",
  plans: { closed: "closed", open: "as usual", own: "own hours" },
  opensAt: (day, n) => `${day}, time ${n}: opens at`,
  closesAt: (day, n) => `${day}, time ${n}: closes at`,
  removeTime: (day, n) => `Remove ${day}, time ${n}`,
  appointment: "by appointment",
  meetsFrom: (day, n) => `${day}, time ${n}, by appointment: from`,
  meetsTo: (day, n) => `${day}, time ${n}, by appointment: to`,
  meet: (day) => `By appointment: ${day}`,
  meetShort: "By appointment",
  addTime: (day) => `Add a time: ${day}`,
  addTimeShort: "Add a time",
  until: "to",

  specialsLead: "These override your weekly hours and public holidays. Customers see the note.",
  specialDay: (n) => `Special days ${n}`,
  companyHolidays: { de: "Betriebsferien", en: "Company holidays" },
  from: "From",
  toIncluding: "Up to and including",
  noteEnglish: "Note in English",
  note: "Note for customers",
  closedThen: "Closed on these days",
  removeSpecial: (name) => `Remove ${name}`,
  addCompanyHolidays: "Add company holidays",
  addSpecial: "Add a special day",

  greetingSwitch: "Send a greeting",
  greetingLead:
    "Sent automatically to anyone who writes for the first time, or for the first time in a long while.",
  awayLead:
    "Sent automatically, once per customer while you are away, and never if one of you has answered in the last ten minutes.",
  when: {
    off: "Do not send",
    outside: "Outside opening hours",
    range: "For a period",
    always: "Always",
  },
  awayHints: {
    always: "While you are away.",
    lunch: "Between two openings on the same day. Leave it empty to send nothing then.",
    evening: "Until you open again. Leave it empty to send nothing then.",
    holiday: "When a public holiday or company holidays are the reason. Leave it empty to send nothing then.",
  },
  inLanguage: (label, language) => `${label}, ${languages[language]}`,
  variables: { opening: "Next opening", business: "Name of the business" },
  insertInto: (variable, field) => `Insert ${variable}: ${field}`,
  greetingSuggested: {
    de: "Guten Tag! Hier ist {business}. Schreiben Sie uns, was Sie brauchen, wir antworten so bald wie möglich.",
    en: "Hello! This is {business}. Tell us what you need, and we will answer as soon as we can.",
  },
  awaySuggested: {
    always: {
      de: "Wir sind gerade nicht da. Ihre Nachricht ist angekommen, wir antworten, sobald wir zurück sind.",
      en: "We are not here right now. Your message has arrived, and we will answer once we are back.",
    },
    range: {
      de: "Wir sind gerade nicht da. Ihre Nachricht ist angekommen, wir antworten {opening}.",
      en: "We are not here right now. Your message has arrived, and we will answer {opening}.",
    },
    lunch: {
      de: "Wir machen gerade Mittagspause und antworten {opening}.",
      en: "We are having our lunch break and will answer {opening}.",
    },
    evening: {
      de: "Wir haben geschlossen. Ihre Nachricht ist angekommen, wir öffnen {opening} wieder.",
      en: "We are closed. Your message has arrived. We open again {opening}.",
    },
    holiday: {
      de: "Wir haben heute geschlossen und sind {opening} wieder für Sie da.",
      en: "We are closed today and will be back {opening}.",
    },
  },

  ahead: "What would customers get?",
  aheadAt: "On … at …",
  aheadLanguage: "Reads",
  aheadHint:
    "Leave the time empty to see what they would get now. This uses what is on the page, published or not.",
  aheadShow: "Show",
  aheadTime: "This is not a valid time.",
  aheadMistakes: "Something is not right yet, so this cannot be shown. The fields say what.",
  readers: { first: "Somebody who writes for the first time", known: "Somebody who wrote an hour ago" },
  nothing: "Gets no automatic reply.",

  save: "Publish",
  undo: "Undo",
  dropped: "Discarded. Here is what is published.",
  takeBack: "Discard",
  nothingNew: "Nothing to publish: everything is up to date.",
  unsaved: "Not published yet.",
  takeTheirs: "Use the new version",
  keepMine: "Publish mine",
  outcomes: {
    saved: "Published. Customers see it now.",
    mistakes: "Not published yet. Something is not right here:",
    changed: "Somebody else changed the profile meanwhile. What you entered is still here.",
    offline: "The server is not answering. What you entered is still here.",
    refused: "The server did not accept the profile. What you entered is still here.",
  },
};
