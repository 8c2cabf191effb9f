/** What the inbox's page and picker of quick replies use besides `QuickRepliesView`: pure functions. */

export {
  KEYWORD_CHARACTERS,
  KEYWORDS,
  mistakesIn,
  type QuickReply,
  type ReplyMistake,
  type ReplyWords,
  SHORTCUT_CHARACTERS,
  TEXT_BYTES,
  tidied,
} from "../documents/quickreply.ts";
export { CSV_BYTES, CSV_REPLIES, type CsvMistake, csvText, readCsv, writeCsv } from "./csv.ts";
export { languageOf, textIn } from "./language.ts";
export { ReplyIndex } from "./search.ts";
export {
  EVERY_VARIABLE,
  type Filling,
  filled,
  filledPieces,
  firstUnfilled,
  nearest,
  type Piece,
  renamed,
  shownVariables,
  storedVariables,
  type Unfilled,
  unknownIn,
  VARIABLE_NAMES,
  type Variable,
} from "./variables.ts";
