import type { Lang, SharedWords } from "@tresen/ui";
import { de } from "@tresen/ui/i18n/de";
import { en } from "@tresen/ui/i18n/en";

// The shared parts speak to customers; the team is spoken to in du.
const toTheTeam: Partial<SharedWords> = {
  failedKept: "Nicht gesendet. Dein Text ist noch da.",
  fork: "Hier passen zwei Fassungen nicht zusammen. Ein Gerät zählt falsch, oder der Server zeigt nicht, was gesagt wurde. Frag nach, wer den Server betreut.",
  tooLong: (over: number) =>
    `Der Text ist um ${over.toLocaleString("de")} Zeichen zu lang für eine Nachricht. Kürz oder teil ihn; er bleibt hier stehen.`,
  notTaken: "Die Nachricht ließ sich nicht ablegen. Dein Text steht noch hier.",
};

export const shared: Readonly<Record<Lang, SharedWords>> = {
  de: { ...de, ...toTheTeam },
  en: {
    ...en,
    fork: "Two versions here contradict each other. A device is counting wrongly, or the server does not show what was said. Ask whoever looks after the server.",
  },
};
