/** Which starter set fits a business, by what it says of itself. Pure. */

import { fold } from "../../base/fold.ts";
import type { Trade } from "./trades.ts";

/** Beginnings and parts of words by which each trade calls itself, folded. */
const SIGNS: readonly (readonly [Trade, RegExp])[] = [
  ["bakery", /back|konditor|brot|torten|patisserie|baker|bread/],
  ["hairdresser", /fris|haar|barbier|barber|hair/],
  ["practice", /praxis|arzt|arztin|zahn|physio|therap|heilprakt|hebamme|doctor|dentist|clinic/],
  [
    "craft",
    /handwerk|elektr|maler|tischler|schreiner|sanitar|heizung|dachdeck|install|klempner|maurer|zimmer(er|ei)|glaser|plumber|carpent|painter/,
  ],
  ["bookshop", /buchhandl|buchlad|bucher|antiquariat|bookshop|bookstore|bookseller|\bbooks\b/],
];

/** The trade of a line such as "Brot, Brötchen und Torten"; a shop where nothing says more. */
export function tradeOf(said: string): Trade {
  const folded = fold(said);
  return SIGNS.find(([, sign]) => sign.test(folded))?.[0] ?? "shop";
}
