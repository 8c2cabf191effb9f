import { codePath } from "@tresen/ui/sign/code";

const WIDTH = 1080;
const EDGE = 90;
const QUIET = 4;

/** A picture of a code with a title above and a sentence below, dark on white: to keep among one's photos. */
export async function pictureOf(text: string, title: string, below: string): Promise<Blob> {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("this browser draws no pictures");
  const above = linesOf(pen, title, TITLE);
  const under = linesOf(pen, below, SENTENCE);
  const side = WIDTH - 2 * EDGE;
  const top = EDGE + above.length * TITLE.step + EDGE / 2;
  canvas.width = WIDTH;
  canvas.height = top + side + EDGE + under.length * SENTENCE.step + EDGE;
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = "#231a14";
  write(pen, above, TITLE, EDGE);
  write(pen, under, SENTENCE, top + side + EDGE);
  const code = codePath(text);
  const module = side / (code.size + 2 * QUIET);
  pen.setTransform(module, 0, 0, module, EDGE + QUIET * module, top + QUIET * module);
  pen.fill(new Path2D(code.d));
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("this browser writes no pictures")))),
  );
}

interface Style {
  readonly font: string;
  readonly step: number;
}
const TITLE: Style = { font: "600 60px system-ui, sans-serif", step: 76 };
const SENTENCE: Style = { font: "38px system-ui, sans-serif", step: 52 };

function linesOf(pen: CanvasRenderingContext2D, text: string, { font }: Style): string[] {
  pen.font = font;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && pen.measureText(longer).width <= WIDTH - 2 * EDGE) lines.splice(-1, 1, longer);
    else lines.push(word);
  }
  return lines;
}

function write(pen: CanvasRenderingContext2D, lines: string[], { font, step }: Style, top: number): void {
  pen.font = font;
  pen.textAlign = "center";
  pen.textBaseline = "top";
  for (const [i, line] of lines.entries()) pen.fillText(line, WIDTH / 2, top + i * step, WIDTH - 2 * EDGE);
}
