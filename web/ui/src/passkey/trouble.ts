import type { PasskeyTrouble } from "@tresen/core/passkey";
import { catalogOf } from "../i18n/speak.svelte.ts";

// What can go wrong with a passkey, for customers and team alike. Apart, because few need it.
export type PasskeyTroubles = Readonly<Record<PasskeyTrouble | "refused" | "many" | "offline", string>>;

const de: PasskeyTroubles = {
  cancelled: "",
  cannot: "Dieses Gerät kann das leider nicht: Sein Passkey rechnet nicht mit. Es wurde nichts gespeichert.",
  elsewhere: "Dieser Passkey öffnet etwas anderes. Richtig ist der, der den Namen dieses Betriebs trägt.",
  unknown:
    "Zu diesem Passkey liegt hier nichts mehr: Er wurde entfernt oder ersetzt, oder es wurde alles gelöscht.",
  changed:
    "Was der Server zu diesem Passkey herausgab, ist nicht das, was dafür hinterlegt wurde. Es wurde nichts geöffnet.",
  refused: "Der Server hat diese Antwort nicht angenommen. Ein zweiter Versuch hilft meistens.",
  many: "Das waren zu viele Versuche. Bitte ein paar Minuten warten.",
  offline: "Keine Verbindung. Später geht es wieder.",
};

const en: PasskeyTroubles = {
  cancelled: "",
  cannot: "This device cannot do that: its passkey does not compute. Nothing was stored.",
  elsewhere: "This passkey opens something else. Choose the one that bears this business's name.",
  unknown:
    "Nothing is kept here for this passkey any more: it was removed or replaced, or everything was deleted.",
  changed: "What the server gave for this passkey is not what was kept for it. Nothing was opened.",
  refused: "The server did not take this answer. Try again.",
  many: "Those were too many tries. Please wait a few minutes.",
  offline: "No connection. Please try again later.",
};

/** What to say of a passkey that did not work; empty when the person ended it. */
export function saidOf(error: unknown): string {
  const words = catalogOf("passkeyTroubles", { de, en });
  const { name, trouble, code } = error as { name?: string; trouble?: PasskeyTrouble; code?: string };
  if (name === "PasskeyProblem" && trouble !== undefined) return words[trouble];
  if (code === "too_many") return words.many;
  return code === undefined ? words.offline : words.refused;
}
