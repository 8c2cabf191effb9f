import { describe, expect, test } from "vitest";
import { type Piece, parse } from "../src/content/markup.ts";

function flat(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if (piece.type === "text") return piece.text;
      if (piece.type === "link") return `<${piece.href}>`;
      const mark = piece.type === "bold" ? "b" : "i";
      return `[${mark}:${flat(piece.pieces)}]`;
    })
    .join("");
}

function hrefs(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) => {
    if (piece.type === "link") return [piece.href];
    return piece.type === "text" ? [] : hrefs(piece.pieces);
  });
}

/** All words that would reach the page, without the marks. */
function words(pieces: readonly Piece[]): string {
  return pieces.map((piece) => ("pieces" in piece ? words(piece.pieces) : piece.text)).join("");
}

describe("emphasis", () => {
  test.each([
    ["*fett*", "[b:fett]"],
    ["_schräg_", "[i:schräg]"],
    ["*fett* und _schräg_.", "[b:fett] und [i:schräg]."],
    ["*fett mit _schräg_ darin*", "[b:fett mit [i:schräg] darin]"],
    ["(*wichtig*)", "([b:wichtig])"],
    ["„*wichtig*“", "„[b:wichtig]“"],
    ["*a* *b*", "[b:a] [b:b]"],
  ])("%s", (text, shown) => {
    expect(flat(parse(text))).toBe(shown);
  });

  test.each([
    "2 * 3 * 4",
    "2*3*4",
    "snake_case_name",
    "* Punkt",
    "*offen",
    "*über\nzwei Zeilen*",
    "**",
    "__",
    "* *",
    "a*b*",
  ])("%j stays as it is", (text) => {
    expect(flat(parse(text))).toBe(text);
  });

  test("a hostile text costs linear time", () => {
    const started = performance.now();
    for (const unit of ["*a ", "*a* ", "_*", "*a_", "https://a.b/(("])
      parse(unit.repeat(16_000 / unit.length));
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

describe("links", () => {
  test.each([
    ["Siehe https://example.org/a?b=1&c=2#d.", "Siehe <https://example.org/a?b=1&c=2#d>."],
    ["(https://example.org/a)", "(<https://example.org/a>)"],
    ["https://example.org/a_(b)", "<https://example.org/a_(b)>"],
    ["*https://example.org/*", "*<https://example.org/>*"],
    ["„https://example.org“", "„<https://example.org/>“"],
    ["https://example.org/snake_case_x", "<https://example.org/snake_case_x>"],
    ["HTTPS://EXAMPLE.ORG/A", "<https://example.org/A>"],
  ])("%s", (text, shown) => {
    expect(flat(parse(text))).toBe(shown);
  });

  test.each([
    "http://example.org",
    "javascript:alert(1)",
    "https://",
    "https://localhost/",
    "https://sparkasse.de@evil.example/",
    "https://a:b@evil.example/",
    "data:text/html,<script>alert(1)</script>",
    "mailto:a@b.c",
    "tresen://x",
  ])("%j is no link", (text) => {
    expect(hrefs(parse(text))).toEqual([]);
  });

  test("lookalike letters are shown as the network sees them", () => {
    const [link] = parse("https://bäckerei.example/");
    expect(link).toMatchObject({
      type: "link",
      host: "xn--bckerei-5wa.example",
      text: "https://bäckerei.example/",
    });
  });

  test("an invisible direction mark ends an address", () => {
    expect(hrefs(parse("https://example.org/\u202egpj.exe"))).toEqual(["https://example.org/"]);
  });
});

// The usual attacks, in every place where text can go. Pieces are values: only `href` could act, and it is always https.
const XSS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<svg/onload=alert(1)>",
  '"><script>alert(1)</script>',
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\u0000script:alert(1)",
  'https://x.example/"onmouseover="alert(1)',
  "https://x.example/'onmouseover='alert(1)",
  "https://x.example/<script>alert(1)</script>",
  "https://javascript:alert(1)@x.example",
  "*<b onclick=alert(1)>*",
  "_<iframe srcdoc='<script>alert(1)</script>'>_",
  "{@html '<script>alert(1)</script>'}",
  "{{constructor.constructor('alert(1)')()}}",
  `$${"{"}alert(1)}`,
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "[x](javascript:alert(1))",
  "![x](https://x.example/x.png)",
  "https://x.example/%0d%0aSet-Cookie:a=b",
  "vbscript:msgbox(1)",
  "\u202ehttps://x.example",
  "https://x.example\\@evil.example/",
];

describe("XSS corpus", () => {
  test.each(XSS)("%j becomes plain words and at most https links", (attack) => {
    for (const text of [attack, `*${attack}*`, `_${attack}_`, `vor ${attack} nach`, `${attack}\n${attack}`]) {
      const pieces = parse(text);
      for (const href of hrefs(pieces)) {
        expect(new URL(href).protocol).toBe("https:");
        expect(href).not.toMatch(/["'<>\s]/);
      }
      expect(words(pieces).replaceAll(/[*_]/g, "")).toBe(text.replaceAll(/[*_]/g, ""));
    }
  });
});
