// Translated by machine, to be read by a person.

/** "de Krause", "d'Anna": before a name. Those with a mute h keep "de", as nobody can tell them apart by letters. */
export const of = (name: string): string =>
  /^[aeiouàâäéèêëîïôöûüœæ]/i.test(name) ? `d’${name}` : `de ${name}`;
