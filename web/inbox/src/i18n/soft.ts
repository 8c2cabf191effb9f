/** Where long words may break, for titles and links: many a browser knows no hyphens of its own, and would break them at any letter. Pure. */

const HYPHEN = "\u00ad";

/** The longest first: what holds another one breaks as it stands here. */
const WORDS = [
  "Daten·schutz·erklärung",
  "Umzugs·helfer",
  "Wieder·her·stellungs·blatt",
  "Wieder·her·stellungs·blätter",
  "Verarbeitungs·tätig·keiten",
  "Auftrags·verar·beitung",
  "Abwesenheits·nachricht",
  "Benach·richti·gungen",
  "Schnell·antworten",
  "Öffnungs·zeiten",
  "Unter·hal·tungen",
  "Unter·lagen",
  "Aufbe·wahrung",
  "Spei·cher·fristen",
  "Ein·ladungen",
  "Verzeich·nis",
  "Dar·stellung",
  "Einstel·lungen",
  "Hinter·zimmer",
  "Nach·richten",
  "Daten·schutz",
  "Notifi·cations",
  "Statis·tics",
  "Set·tings",
].toSorted((one, other) => other.length - one.length);

const AT = new Map(WORDS.map((word) => [word.replaceAll("·", ""), word.replaceAll("·", HYPHEN)]));
const ANY = new RegExp(`(?<![\\p{L}])(?:${[...AT.keys()].join("|")})(?![\\p{L}])`, "gu");

/** The same words, with the places at which they may break. */
export const soft = (text: string): string => text.replace(ANY, (word) => AT.get(word) ?? word);
