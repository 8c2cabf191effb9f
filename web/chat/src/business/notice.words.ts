/** Words of the whole privacy notice, fetched with it. */

const de = {
  version: (n: number, day: string) =>
    `Fassung ${n} vom ${day}, vom Server aus seinen Einstellungen geschrieben`,
  save: (format: string) => `Als ${format} speichern`,
  reading: "Wird geladen …",
  failed: "Die Erklärung lässt sich gerade nicht laden. Versuchen Sie es noch einmal, wenn Sie Netz haben.",
};

const en: typeof de = {
  version: (n, day) => `Version ${n} of ${day}, written by the server from its settings`,
  save: (format) => `Save as ${format}`,
  reading: "Loading …",
  failed: "The notice cannot be loaded just now. Try again once you have a connection.",
};

export const words = { de, en } as const;
