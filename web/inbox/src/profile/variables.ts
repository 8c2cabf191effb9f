/** Variables of automatic answers as they are written in each language. What is published has one spelling (S14). Pure. */

import type { Language, VARIABLES } from "@tresen/core/wire/generated";

type Variable = (typeof VARIABLES)[number];

const NAMES: Readonly<Record<Language, Readonly<Record<Variable, string>>>> = {
  de: { opening: "öffnung", business: "betrieb" },
  en: { opening: "opening", business: "business" },
};

interface Spelling {
  /** A published text, with the names of the language. */
  readonly shown: (text: string) => string;
  /** What was typed, as it is published. The published names are understood as well. */
  readonly kept: (text: string) => string;
}

function spelling(names: Readonly<Record<Variable, string>>): Spelling {
  const published = new Map(Object.entries(names).map(([variable, name]) => [name, variable]));
  return {
    shown: (text) => text.replace(BRACES, (as, name: string) => (isVariable(name) ? `{${names[name]}}` : as)),
    kept: (text) =>
      text.replace(BRACES, (as, typed: string) => {
        const variable = published.get(typed.normalize("NFC").toLowerCase());
        return variable === undefined ? as : `{${variable}}`;
      }),
  };
}

const BRACES = /\{([^{}\n]*)\}/g;
const isVariable = (name: string): name is Variable => Object.hasOwn(NAMES.en, name);

export const spelled: Readonly<Record<Language, Spelling>> = {
  de: spelling(NAMES.de),
  en: spelling(NAMES.en),
};
