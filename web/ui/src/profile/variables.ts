/**
 * Variables of automatic answers as they are written in each language. What is published has one spelling (S14). A text is read in every
 * spelling that quick replies know as well. Pure.
 */

import { type Variable as Known, renamed, VARIABLE_NAMES } from "@tresen/core/quickreplies";
import { LANGUAGES, type Language, VARIABLES } from "@tresen/core/wire/generated";

type Variable = (typeof VARIABLES)[number];

const NAMES: Readonly<Partial<Record<Known, Variable>>> = { nextOpening: "opening", business: "business" };

interface Spelling {
  /** A published text, with the names of the language. */
  readonly shown: (text: string) => string;
  /** What was typed, as it is published. */
  readonly kept: (text: string) => string;
  /** What stands in braces and is no variable of automatic answers, each once. */
  readonly unknown: (text: string) => readonly string[];
}

const PUBLISHED: ReadonlySet<string> = new Set(VARIABLES);
/** As the server looks for them. */
const IN_BRACES = /\{\{([^{}\n]*)\}\}|\{([^{}\n]*)\}/g;
const published = (text: string): string => inBraces(text, (_, name) => name);

const spelling = (language: Language): Spelling => ({
  shown: (text) => inBraces(text, (variable) => VARIABLE_NAMES[language][variable]),
  kept: published,
  unknown: (text) => {
    const names = [...published(text).matchAll(IN_BRACES)].map(
      ([, doubled, single]) => doubled ?? single ?? "",
    );
    return [...new Set(names)].filter((name) => !PUBLISHED.has(name)).map((name) => `{${name}}`);
  },
});

const inBraces = (text: string, name: (variable: Known, published: Variable) => string): string =>
  renamed(text, (variable, written) => {
    const published = NAMES[variable];
    return published === undefined ? written : `{${name(variable, published)}}`;
  });

export const spelled = Object.fromEntries(
  LANGUAGES.map((language) => [language, spelling(language)]),
) as Readonly<Record<Language, Spelling>>;
