/** Greeting and away message of a new shop, in both languages: it is never silent (S14). `{business}` and `{opening}` are filled in when read. */

import type { Lang } from "@tresen/ui";
import type { Trade } from "@tresen/ui/profile/trades";

type Both = Readonly<Record<Lang, string>>;

/** The greeting's first sentence stands alone when the shop is closed. */
const GREETING: Both = {
  de: "Willkommen bei {business}! Wir antworten, sobald jemand frei ist.",
  en: "Welcome to {business}! We answer as soon as somebody is free.",
};
const GREETINGS: Readonly<Partial<Record<Trade["id"], Both>>> = {
  bakery: {
    de: "Willkommen bei {business}! Wir antworten, sobald jemand am Tresen frei ist.",
    en: "Welcome to {business}! We answer as soon as somebody at the counter is free.",
  },
  hairdresser: {
    de: "Willkommen bei {business}! Wir antworten zwischen zwei Schnitten.",
    en: "Welcome to {business}! We answer between two cuts.",
  },
  workshop: {
    de: "Willkommen bei {business}! Wir antworten, sobald jemand die Hände frei hat.",
    en: "Welcome to {business}! We answer as soon as somebody has a hand free.",
  },
};

const AWAY: Both = {
  de: "Gerade haben wir geschlossen. Wir öffnen {opening} und lesen Ihre Nachricht als Erstes.",
  en: "We are closed at the moment. We open {opening} and read your message first.",
};
const AWAYS: Readonly<Partial<Record<Trade["id"], Both>>> = {
  bakery: {
    de: "Der Ofen ist aus, der Laden zu. Wir öffnen {opening} und lesen Ihre Nachricht als Erstes.",
    en: "The oven is off and the shop is closed. We open {opening} and read your message first.",
  },
};

const LUNCH: Both = {
  de: "Wir machen gerade Mittagspause und sind {opening} wieder da.",
  en: "We are having our lunch break and are back {opening}.",
};
const HOLIDAY: Both = {
  de: "Heute haben wir geschlossen. Wir öffnen {opening} und antworten dann.",
  en: "We are closed today. We open {opening} and answer then.",
};

const AFTER_DAYS = 14;

export const greetingText = (trade: Trade["id"]): Both => GREETINGS[trade] ?? GREETING;
export const awayText = (trade: Trade["id"]): Both => AWAYS[trade] ?? AWAY;

/** What the profile says: `text` in both languages, of which the owner may have typed one. */
export const greeting = (text: Both): unknown => ({ on: true, after_days: AFTER_DAYS, text });
export const away = (evening: Both): unknown => ({
  when: "outside",
  text: { lunch: LUNCH, evening, holiday: HOLIDAY },
});
