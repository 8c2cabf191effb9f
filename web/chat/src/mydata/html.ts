/** Pieces of HTML. Text is escaped where it is put in; nothing else can become markup. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

type Piece = Html | string | number | null | readonly Piece[];

const SIGNS: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const piece = (value: Piece): string => {
  if (value === null) return "";
  if (value instanceof Html) return String(value);
  if (typeof value === "object") return value.map(piece).join("");
  return String(value).replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? "");
};

/** A template whose values are escaped unless they are pieces already. */
export const html = (strings: TemplateStringsArray, ...values: readonly Piece[]): Html =>
  new Html(strings.reduce((text, each, at) => text + piece(values[at - 1] ?? null) + each));

export type Fields = Readonly<Record<string, unknown>>;

/** What is read out of the package's JSON; what is not of that shape says nothing. */
export const map = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const text = (value: unknown): string => (typeof value === "string" ? value : "");
