// Translated by machine, to be read by a person.

/** A name, an address or a paragraph in Latin letters inside an Arabic sentence: it keeps its own order, and so does what follows it. */
export const isolate = (text: string): string => `\u2068${text}\u2069`;
