// Where everything stands on a sign, in millimetres of A5; A4 and A6 are the same drawing, larger or smaller. Letter
// widths are estimated, so that every place makes the same drawing: the command line has a twin (cli/sign_paper.py).

export const WIDTH = 148;
export const HEIGHT = 210;
const CENTRE = WIDTH / 2;
const MOST = 124;
const EDGE_TOP = HEIGHT - 10.4;
const CODE = 76;

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
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly edge: { readonly y: number; readonly line: number };
}

export interface SignTexts {
  readonly name: string;
  readonly letters: string;
  readonly say: string;
  /** Address in clear text, without scheme and fragment. */
  readonly address: string;
  readonly words: readonly string[];
  readonly how: string;
  readonly edge: string;
}

const INK = "#231a14";
const SOFT = "#54463b";
const PLUM = "#64244f";

export function layout(texts: SignTexts): Layout {
  const name = fit(texts.name, 10.4, 2, 1.12);
  const address = fit(texts.address, 4.5, 2, 1.3);
  const how = fit(texts.how, 4.4, 2, 1.4);
  const four = fourWords(texts.words);
  const fixed =
    30 + 4.5 + name.height + 2 + 6.5 + 5 + 3 + address.height + 5 + four.height + 4 + how.height + 3;
  const code = Math.min(CODE, EDGE_TOP - fixed);

  const lines: Line[] = [];
  let y = 30;
  const put = (block: Block, gap: number, style: Style) => {
    lines.push(...placed(block, y + gap, style));
    y += gap + block.height;
  };
  put(name, 4.5, { face: "serif", weight: 600, colour: INK });
  put(fit(texts.say, 5, 1, 1.3), 2, { face: "serif", weight: 500, colour: SOFT });
  y += 7;
  const square = { x: CENTRE - code / 2, y, size: code };
  y += code;
  put(address, 5, { face: "sans", weight: 600, colour: INK });
  y += 5;
  const box = { x: CENTRE - four.width / 2, y, width: four.width, height: four.height };
  lines.push(...four.lines.map((line) => ({ ...line, y: box.y + four.height / 2 + line.size * 0.34 })));
  y += four.height;
  put(how, 4, { face: "sans", weight: 400, colour: INK });
  const edge = { text: texts.edge, x: CENTRE, y: EDGE_TOP + 6.7, size: 3.1, ...quiet };
  const letters = { text: texts.letters, x: CENTRE, y: 23.9, size: 7, face: "serif", weight: 600 } as const;
  return {
    tile: { x: CENTRE - 8.5, y: 13, size: 17, letters: { ...letters, colour: "#f7efe4" } },
    lines: [...lines, edge],
    code: square,
    box,
    edge: { y: EDGE_TOP, line: 1.4 },
  };
}

const quiet = { face: "sans", weight: 400, colour: "#38271c" } as const;

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

function fourWords(words: readonly string[]): { width: number; height: number; lines: readonly Line[] } {
  const natural = words.reduce((sum, word) => sum + widthOf(word, 6), 0) + 6 * (words.length - 1) + 12;
  const scale = Math.min(1, MOST / natural);
  const size = 6 * scale;
  const width = natural * scale;
  let x = CENTRE - width / 2 + 6 * scale;
  const lines = words.map((word): Line => {
    const wide = widthOf(word, size);
    const line = {
      text: word,
      x: x + wide / 2,
      y: 0,
      size,
      face: "serif",
      weight: 600,
      colour: PLUM,
    } as const;
    x += wide + 6 * scale;
    return line;
  });
  return { width, height: 13.2, lines };
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
