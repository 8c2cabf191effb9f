import { type Lang, many, type SharedWords } from "@tresen/ui";
import { de } from "@tresen/ui/i18n/de";
import { en } from "@tresen/ui/i18n/en";

// The shared parts speak to customers; the team is spoken to in du.
const toTheTeam: Partial<SharedWords> = {
  failedKept: "Nicht gesendet. Dein Text ist noch da.",
  fork: "Hier passen zwei Fassungen nicht zusammen. Frag nach, wer den Server betreut.",
  tooLong: (over: string) =>
    `Der Text ist um ${over} zu lang für eine Nachricht. Kürz oder teil ihn; er bleibt hier stehen.`,
  notTaken: "Die Nachricht ließ sich nicht ablegen. Dein Text steht noch hier.",
  ownDevices: ({ joined, left, link }) =>
    [
      ...many(joined, "Der Kunde hat hier ein weiteres Gerät", "weitere Geräte hat der Kunde hier", "."),
      ...many(left, "Ein Gerät des Kunden wurde", "Geräte des Kunden wurden", " entfernt."),
      ...(link ? ["Der Kunde hat jetzt einen anderen Rückkehr-Link."] : []),
    ].join(" "),
  teamDevices: ({ joined, left }) =>
    [
      ...many(joined, "Euer Team hat ein weiteres Gerät", "weitere Geräte hat euer Team", "."),
      ...many(left, "Ein Gerät eures Teams wurde", "Geräte eures Teams wurden", " abgemeldet."),
    ].join(" "),
};

export const shared: Readonly<Record<Lang, SharedWords>> = {
  de: { ...de, ...toTheTeam },
  en: {
    ...en,
    fork: "Two versions do not agree here. Ask whoever looks after the server.",
    ownDevices: ({ joined, left, link }) =>
      [
        ...many(
          joined,
          "The customer has one more device here",
          "more devices of the customer are here",
          ".",
        ),
        ...many(left, "A device of the customer was", "devices of the customer were", " removed."),
        ...(link ? ["The customer's return link is a different one now."] : []),
      ].join(" "),
    teamDevices: ({ joined, left }) =>
      [
        ...many(joined, "Your team has one more device", "more devices belong to your team", "."),
        ...many(left, "A device of your team was", "devices of your team were", " signed out."),
      ].join(" "),
  },
};
