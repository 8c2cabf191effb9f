import { catalogOf } from "@tresen/ui";

// That signals do not arrive on this device.
const de = {
  said: "Unser letztes Bescheidgeben hat Sie auf diesem Gerät wohl nicht erreicht.",
  byMail: "Deshalb kam eine E-Mail, und das bleibt so, bis es hier wieder ankommt.",
  attempt: "Ob es ankommt, zeigt die Testnachricht in den Einstellungen.",
  open: "Nachsehen",
};

export type DoubtWords = typeof de;

const en: DoubtWords = {
  said: "Our last notifications probably didn’t reach you on this device.",
  byMail: "So we sent an e-mail, and will go on doing so until they arrive here again.",
  attempt: "The test message in the settings shows whether they arrive.",
  open: "Check",
};

/** In the language that is spoken. Reactive. */
export const doubt = () => catalogOf("doubt", { de, en });
