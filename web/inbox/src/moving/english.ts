import { lines, type Texts, where } from "./kit.ts";

/** The texts of the moving kit in English, for customers. */
export const english: Texts = {
  wa_greeting: ({ name }, link) => [
    `Thank you for writing! You now reach ${name} here, without an app or a phone number: ${link}`,
    `Thank you for writing! You now reach us here, without an app or a phone number: ${link}`,
    `Thank you for writing! You now reach us here: ${link}`,
  ],
  wa_away: (_, link) => [
    `We are away at the moment. Please write to us here, we look there first: ${link}`,
    `We are away at the moment. Please write to us here: ${link}`,
  ],
  wa_reply: ({ name }, link) => [
    `Happy to help, and best of all here. Only the team of ${name} reads what you write: ${link}`,
    `Happy to help, and best of all here. Only our team reads what you write: ${link}`,
    `Happy to help, and best of all here: ${link}`,
  ],
  regulars_1: ({ name }, link) => [
    lines(
      "Hello, from now on we take orders and questions here:",
      link,
      "Tap, write, done. You need no app, and only our team reads along.",
      `Best wishes, ${name}`,
      "Would you rather not hear from us about this again? Just answer “no”.",
    ),
  ],
  regulars_2: ({ name }, link) => [
    lines(
      "Hello, a small reminder: you reach us here now, and this is where we answer fastest.",
      link,
      "Whatever you write, you will find it there again.",
      `Best wishes, ${name}`,
      "Would you rather not hear from us about this again? Just answer “no”.",
    ),
  ],
  regulars_3: ({ name }, link) => [
    lines(
      "Hello, we will soon stop looking in here regularly. So that nothing gets lost, please write to us here:",
      link,
      "Thank you for coming along!",
      `Best wishes, ${name}`,
      "Would you rather not hear from us about this again? Just answer “no”.",
    ),
  ],
  email: ({ name, place, phone, hours }, link) => [
    lines(
      name,
      place,
      where(phone, `Phone ${phone}`),
      where(hours, `Open ${hours}`),
      `Write to us, encrypted and without an app: ${link}`,
    ),
  ],
  phone: ({ name, spokenHours, spokenAddress }) => [
    [
      `Hello, this is ${name}. Nobody can take your call at the moment.`,
      where(spokenHours, `We are open ${spokenHours}.`),
      `You reach us fastest in writing, without an app and without signing up. Our address on the internet is: ${spokenAddress}. Once more: ${spokenAddress}.`,
      "Thank you and goodbye.",
    ]
      .filter(Boolean)
      .join(" "),
  ],
  google: ({ name }) => [
    lines(
      `New at ${name}: write to us directly, without an app and without signing up.`,
      "An order, a question, a photo: only our team in the shop reads your message. Tap “Learn more” and start writing.",
    ),
  ],
  website: ({ hours }, link) => [
    lines("Write to us: no app, no signing up, end-to-end encrypted.", where(hours, `Open ${hours}.`), link),
  ],
  invoice: (_, link) => [`Questions about this invoice? Write to us, no app needed: ${link}`],
};
