// Where everything stands on a sign, in millimetres of A5; A3, A4 and A6 are the same drawing, larger or smaller. Letter
// widths are estimated, so that every place makes the same drawing: the command line has a twin (cli/sign_paper.py).

export const WIDTH = 148;
export const HEIGHT = 210;
const CENTRE = WIDTH / 2;
const MOST = 136;
/** The strip at the top: the shop's banner, or wood. */
export const STRIP = 31;
const TILE = 22;
const TILE_Y = 18;
const NAME_Y = 42;
/** Six tenths of the width. */
const CODE = 88.8;
/** The white square is so many times as wide as the code: four modules on each side, and a little. */
const MARGIN = 1.216;

export type Face = "serif" | "sans";

export interface Line {
  readonly text: string;
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly size: number;
  readonly face: Face;
  readonly weight: number;
  readonly colour: string;
}

export interface Square {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface Layout {
  readonly tile: Square & { readonly letters: Line };
  readonly lines: readonly Line[];
  readonly code: Square;
  /** The white around the code. */
  readonly square: Square;
  /** The coloured part, from its top to its end. */
  readonly panel: { readonly top: number; readonly end: number };
}

export interface SignTexts {
  readonly name: string;
  readonly letters: string;
  readonly say: string;
  readonly how: string;
  /** Address in clear text, without scheme and fragment. */
  readonly address: string;
  readonly words: readonly string[];
  readonly foot: string;
}

const INK = "#231a14";
const WHITE = "#ffffff";

export function layout(texts: SignTexts): Layout {
  const name = fit(texts.name, 8.8, 2, 1.12);
  const say = fit(texts.say, 12, 1, 1.05);
  const how = fit(texts.how, 5.6, 1, 1.25);
  const address = fit(texts.address, 4, 2, 1.3);
  const words = fit(`${texts.words.join(" · ")} – ${texts.foot}`, 3.4, 1, 1.3);
  const end = HEIGHT - (1.5 + address.height + 0.6 + words.height + 2);
  const top = NAME_Y + name.height + 2.5;

  const lines = [...placed(name, NAME_Y, { face: "serif", weight: 600, colour: INK })];
  let y = top + 3.5;
  lines.push(...placed(say, y, { face: "serif", weight: 600, colour: WHITE }));
  y += say.height + 0.5;
  lines.push(...placed(how, y, { face: "sans", weight: 400, colour: WHITE }));
  y += how.height + 3.5;
  const side = Math.min(CODE * MARGIN, end - 5 - y);
  const code = side / MARGIN;
  lines.push(...placed(address, end + 1.5, { face: "sans", weight: 600, colour: INK }));
  lines.push(...placed(words, end + 1.5 + address.height + 0.6, { face: "sans", weight: 400, colour: INK }));
  const letters = {
    text: texts.letters,
    x: CENTRE,
    y: TILE_Y + 14.1,
    size: 9,
    face: "serif",
    weight: 600,
  } as const;
  return {
    tile: { x: CENTRE - TILE / 2, y: TILE_Y, size: TILE, letters: { ...letters, colour: "#f7efe4" } },
    lines,
    code: { x: CENTRE - code / 2, y: y + (side - code) / 2, size: code },
    square: { x: CENTRE - side / 2, y, size: side },
    panel: { top, end },
  };
}

type Style = Pick<Line, "face" | "weight" | "colour">;

interface Block {
  readonly texts: readonly string[];
  readonly size: number;
  readonly step: number;
  readonly height: number;
}

/** Breaks a text into at most `most` lines, in smaller type until it fits. */
export function fit(text: string, size: number, most: number, leading: number): Block {
  for (let smaller = size; ; smaller *= 0.94) {
    const texts = broken(text, smaller, smaller < size / 3);
    if (texts.length <= most || smaller < size / 4) {
      const step = smaller * leading;
      return { texts, size: smaller, step, height: step * texts.length };
    }
  }
}

/** At spaces, and after hyphens and slashes; inside a word only when nothing else helps or `anywhere`. */
function broken(text: string, size: number, anywhere: boolean): string[] {
  const pieces = anywhere
    ? [...text]
    : (text.match(/[^\s/-]*[/-]?\s*/g) ?? []).filter((piece) => piece !== "");
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    if (line !== "" && widthOf((line + piece).trim(), size) > MOST) {
      lines.push(line.trim());
      line = "";
    }
    line += piece;
  }
  lines.push(line.trim());
  // A single word that is too wide: the caller takes a smaller type.
  return lines.some((each) => widthOf(each, size) > MOST) && !anywhere ? [...lines, "", ""] : lines;
}

function placed(block: Block, top: number, style: Style): Line[] {
  return block.texts.map((text, at) => ({
    text,
    x: CENTRE,
    y: top + at * block.step + block.step / 2 + block.size * 0.34,
    size: block.size,
    ...style,
  }));
}

/** About how wide a text is in millimetres. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, letter) => sum + size * share(letter), 0);

function share(letter: string): number {
  if (" .,:;'’!|iljI()/".includes(letter)) return 0.32;
  if ("ftr-".includes(letter)) return 0.42;
  if ("mwMW@%–—".includes(letter)) return 0.9;
  return /\p{Lu}/u.test(letter) ? 0.7 : 0.57;
}
