import { describe, expect, test } from "vitest";
import { cpuMs } from "../../core/test/world/cpu.ts";
import { isLoneEmoji } from "../src/content/emoji.ts";
import { type Piece, parse, plainText } from "../src/content/markup.ts";

function flat(pieces: readonly Piece[]): string {
  return pieces
    .map((piece) => {
      if ("pieces" in piece) {
        const mark = { bold: "b", italic: "i", struck: "s" }[piece.type];
        return `[${mark}:${flat(piece.pieces)}]`;
      }
      if (piece.type === "link") return `<${piece.href}>`;
      if (piece.type === "place") return `<place ${piece.query}>`;
      return piece.type === "code" ? `[c:${piece.text}]` : piece.text;
    })
    .join("");
}

function hrefs(pieces: readonly Piece[]): string[] {
  return pieces.flatMap((piece) => {
    if (piece.type === "link") return [piece.href];
    return "pieces" in piece ? hrefs(piece.pieces) : [];
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
    ["~durchgestrichen~", "[s:durchgestrichen]"],
    ["*_~alles~_*", "[b:[i:[s:alles]]]"],
    ["`code` und `a b`", "[c:code] und [c:a b]"],
    ["`*kein* _Zeichen_`", "[c:*kein* _Zeichen_]"],
    ["```erste\nzweite```", "[c:erste\nzweite]"],
    ["*fett `*` darin*", "[b:fett [c:*] darin]"],
    ["*https://example.org/*", "[b:<https://example.org/>]"],
    ["*Tel. 0221 123456*", "[b:Tel. <tel:0221123456>]"],
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
    "5~6 Stück",
    "`offen",
    "` x `",
    "``",
    "a`b`",
  ])("%j stays as it is", (text) => {
    expect(flat(parse(text))).toBe(text);
  });

  test("a hostile text costs linear time", () => {
    const started = cpuMs();
    for (const unit of [
      "*a ",
      "*a* ",
      "_*",
      "*a_",
      "https://a.b/((",
      "`a ",
      "~`",
      "@a.",
      "0221 ",
      "Am Weg 1, 5066",
      "*",
    ])
      parse(unit.repeat(16_000 / unit.length));
    expect(cpuMs() - started).toBeLessThan(1500);
  });
});

describe("links", () => {
  test.each([
    ["Siehe https://example.org/a?b=1&c=2#d.", "Siehe <https://example.org/a?b=1&c=2#d>."],
    ["(https://example.org/a)", "(<https://example.org/a>)"],
    ["https://example.org/a_(b)", "<https://example.org/a_(b)>"],
    ["„https://example.org“", "„<https://example.org/>“"],
    ["https://example.org/snake_case_x", "<https://example.org/snake_case_x>"],
    ["http://example.org", "<http://example.org/>"],
    ["www.example.org/a.", "<https://www.example.org/a>."],
    ["HTTPS://EXAMPLE.ORG/A", "<https://example.org/A>"],
  ])("%s", (text, shown) => {
    expect(flat(parse(text))).toBe(shown);
  });

  test.each([
    "http://192.168.1.1/reboot",
    "https://[::1]/",
    "https://0x7f.1/",
    "http://router/",
    "www.de",
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

  test.each([
    ["https://ａpple.com/", "apple.com"],
    ["https://apple。com/", "apple.com"],
    ["https://аpple.com/", "xn--pple-43d.com"],
    ["https://EXAMPLE.org:8443/a", null],
    ["https://x.example\\\\@evil.example/", null],
  ])("%s leads to %s, which is said where it differs", (text, host) => {
    expect(parse(text)[0]).toMatchObject({ type: "link", host });
  });

  test("an invisible direction mark ends an address", () => {
    expect(hrefs(parse("https://example.org/\u202egpj.exe"))).toEqual(["https://example.org/"]);
  });
});

describe("e-mail addresses", () => {
  test.each([
    ["Schreiben Sie an info@baeckerei.example.", "Schreiben Sie an <mailto:info@baeckerei.example>."],
    ["(a.b+c@mail.example.org)", "(<mailto:a.b%2Bc@mail.example.org>)"],
    ["*a@b.de*", "[b:<mailto:a@b.de>]"],
    ["info@bäckerei.example", "<mailto:info@xn--bckerei-5wa.example>"],
  ])("%s", (text, shown) => {
    expect(flat(parse(text))).toBe(shown);
  });

  test.each([
    "a@b",
    "@anna",
    "a@b.c",
    "a@@b.de",
    "a@b.de@c.de",
    "mailto:x?bcc=a@localhost",
    "https://sparkasse.de@evil.example/",
    `${"a".repeat(65)}@b.de`,
  ])("%j is none", (text) => {
    expect(hrefs(parse(text))).toEqual([]);
  });

  test("nothing but the address goes to the mail program", () => {
    expect(hrefs(parse("x?subject=1&bcc=b@c.de"))).toEqual(["mailto:b@c.de"]);
  });
});

describe("phone numbers", () => {
  test.each([
    ["Tel. 0221 123456", "Tel. <tel:0221123456>"],
    ["Tel.:0221/12 34 56.", "Tel.:<tel:0221123456>."],
    ["(0221) 12 34 56", "<tel:0221123456>"],
    ["(0221 123456)", "(<tel:0221123456>)"],
    ["+49 221 123456-12", "<tel:+4922112345612>"],
    ["+49 (0)221 / 123456", "<tel:+49221123456>"],
    ["+49(0)221 123456", "<tel:+49221123456>"],
    ["0049 (0) 221 123456", "<tel:0049221123456>"],
    ["0171-1234567, ab 10 Uhr", "<tel:01711234567>, ab 10 Uhr"],
    ["0221 123456 10:30", "<tel:0221123456> 10:30"],
    ["0221 1234567 (12 Stück)", "<tel:02211234567> (12 Stück)"],
    ["0221 1234567(12", "<tel:02211234567>(12"],
    ["01 512 34 56", "<tel:015123456>"],
  ])("%s", (text, shown) => {
    expect(flat(parse(text))).toBe(shown);
  });

  test.each([
    "am 01.12.2026",
    "2026-12-01",
    "01/2026",
    "6:00–13:00",
    "06:00 – 13:00 und 14:00",
    "0,50 €",
    "Bestellung 0815",
    "DE89 3704 0044 0532 0130 00",
    "Nr. 4711000815",
    "1+1234567",
    "012345678901234567890",
    "*#06#",
  ])("%j is none", (text) => {
    expect(hrefs(parse(text))).toEqual([]);
  });

  test("what is dialled is digits", () => {
    for (const href of hrefs(parse("0221 123456 +49 171 1234567 (030) 1234567")))
      expect(href).toMatch(/^tel:\+?\d+$/);
  });
});

describe("street addresses", () => {
  test.each([
    ["Hauptstraße 12, 50667 Köln", "Hauptstraße 12, 50667 Köln"],
    ["Sie finden uns in der Hauptstr. 12a, 50667 Köln.", "Hauptstr. 12a, 50667 Köln"],
    ["Am Markt 3\n01067 Dresden", "Am Markt 3, 01067 Dresden"],
    ["Kommen Sie: Alter Markt 5-7, D-50667 Köln", "Alter Markt 5-7, D-50667 Köln"],
    ["Wir sind Unter den Linden 5, 10117 Berlin", "Unter den Linden 5, 10117 Berlin"],
    ["An der Alten Post 1, 60311 Frankfurt am Main", "An der Alten Post 1, 60311 Frankfurt am Main"],
    ["Konrad-Adenauer-Platz 1, 61348 Bad Homburg", "Konrad-Adenauer-Platz 1, 61348 Bad Homburg"],
    ["Domkloster 4, 50667 Köln", "Domkloster 4, 50667 Köln"],
  ])("%j", (text, query) => {
    expect(flat(parse(text))).toContain(`<place ${query}>`);
  });

  test.each(["50667 Köln", "12 Brötchen, 50667 Stück", "heute 12, 50667 Köln", "Hauptstraße, 50667 Köln"])(
    "%j is none",
    (text) => {
      expect(flat(parse(text))).not.toContain("<place");
    },
  );

  test("an address is read whole, not as a number to dial", () => {
    expect(hrefs(parse("Am Markt 3, 01067 Dresden, 0351 1234567"))).toEqual(["tel:03511234567"]);
  });
});

test("a preview says the words alone", () => {
  expect(plainText("*Heute* _frisch_: `Brot`, ~2~ 3 €, https://a.de/x_y_z")).toBe(
    "Heute frisch: Brot, 2 3 €, https://a.de/x_y_z",
  );
});

describe("emoji alone", () => {
  test.each(["👍", "❤️", "👍🏽", "👨‍👩‍👧‍👦", "🇩🇪", "🥐🥖☕", "🥐 🥖 ☕", "1️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])("%s is large", (text) => {
    expect(isLoneEmoji(text)).toBe(true);
  });

  test.each(["", "👍👍👍👍", "gut 👍", "12", "*", "©", "🏽👍a", "👍".repeat(2000)])("%j is not", (text) => {
    expect(isLoneEmoji(text)).toBe(false);
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
  test.each(XSS)("%j becomes plain words and at most links to the web", (attack) => {
    for (const text of [attack, `*${attack}*`, `_${attack}_`, `vor ${attack} nach`, `${attack}\n${attack}`]) {
      const pieces = parse(text);
      for (const href of hrefs(pieces)) {
        expect(new URL(href).protocol).toMatch(/^https?:$/);
        expect(href).not.toMatch(/["'<>\s]/);
      }
      expect(words(pieces).replaceAll(/[*_~`]/g, "")).toBe(text.replaceAll(/[*_~`]/g, ""));
    }
  });
});
