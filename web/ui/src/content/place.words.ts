import { catalogOf } from "../i18n/speak.svelte.ts";

// The words of street addresses: they come with the first marked-up message.

const de = {
  choice: "Diese Adresse",
  copy: "Kopieren",
  map: "In der Karten-App öffnen",
  copied: "Adresse kopiert.",
  notCopied: "Der Browser lässt das Kopieren nicht zu. Markieren Sie die Adresse von Hand.",
};

export type PlaceWords = typeof de;

const en: PlaceWords = {
  choice: "This address",
  copy: "Copy",
  map: "Open in the maps app",
  copied: "Address copied.",
  notCopied: "The browser does not allow copying. Select the address by hand.",
};

export const words = () => catalogOf("place", { de, en });
