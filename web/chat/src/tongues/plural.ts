/** The forms of a counted word in each language, as `Intl.PluralRules` names them; `other` is the form of whole numbers that no other one takes. */
interface Forms {
  readonly "de-simple": "one" | "other";
  readonly tr: "one" | "other";
  readonly ar: "zero" | "one" | "two" | "few" | "many" | "other";
  readonly uk: "one" | "few" | "many";
  readonly ru: "one" | "few" | "many";
  readonly pl: "one" | "few" | "many";
  readonly ro: "one" | "few" | "other";
  readonly fr: "one" | "other";
  readonly es: "one" | "other";
}

/** Says a number in the form that its language asks for: `counted("tr")(3, { one: "# mesaj", other: "# mesaj" })`. `#` is the number. */
export function counted<L extends keyof Forms>(
  language: L,
): (n: number, forms: Readonly<Record<Forms[L], string>>) => string {
  const rules = new Intl.PluralRules(language);
  // Digits as in prices, times and telephone numbers here: Arabic, too, is read with them in Germany.
  const number = new Intl.NumberFormat(`${language}-u-nu-latn`);
  return (n, forms) => {
    const said: Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> = forms;
    // French and Spanish have a form for whole millions, Slavic languages one for fractions: nobody counts either here.
    const form = said[rules.select(n)] ?? said.other ?? said.many ?? "";
    return form.replace("#", number.format(n));
  };
}
