import type { Holiday } from "@tresen/core/api";
import type { HoursFile } from "@tresen/ui/hours/week";
import { stateOf } from "@tresen/widget/hours";
import { describe, expect, test } from "vitest";
import { checked } from "./address.ts";
import { snippetHours, yearsFrom } from "./hours.ts";
import { type Choices, linkSnippet, pathsIn, policyOf, scriptSnippet } from "./snippet.ts";

const SERVER = "https://chat.example.org";
const SIGN = `${SERVER}/sonnenschein#key=4D6T4M9FJMMDG0JMPR9FJEPAFZSH3P2R`;
const USUAL: Choices = {
  text: "",
  side: "right",
  colour: "#64244f",
  theme: "auto",
  lang: "",
  hours: "snippet",
  hide: "",
  sound: false,
};
const WEEK = "Europe/Berlin 6-13,14-18 6-13,14-18 6-13,14-18 6-13,14-18 6-13,14-18 6-12 -";

describe("the snippet", () => {
  const shop = { sign: SIGN, name: 'Café "Zur Post" & Söhne <GbR>', hours: WEEK };

  test("[widget] begins with a link that holds the sign's fingerprint, and escapes what a name holds", () => {
    expect(linkSnippet(shop, "Schreiben Sie & uns")).toBe(`<a href="${SIGN}">Schreiben Sie &amp; uns</a>`);
    const made = scriptSnippet(shop, USUAL);
    expect(made).toMatch(
      /^<script async src="https:\/\/chat\.example\.org\/widget\/[0-9a-f]{16}\.js"\n {2}integrity="sha384-[A-Za-z0-9+/]{64}" crossorigin="anonymous"\n {2}data-shop="sonnenschein"\n/,
    );
    expect(made).toContain('data-name="Café &quot;Zur Post&quot; &amp; Söhne &lt;GbR&gt;"');
    expect(made.match(/[<>]/g)).toEqual(["<", ">", "<", ">"]);
  });

  test("names what differs from the usual, and nothing else", () => {
    expect(scriptSnippet(shop, USUAL).match(/data-\w+/g)).toEqual([
      "data-shop",
      "data-name",
      "data-hours",
      "data-colour",
    ]);
    const all = scriptSnippet(shop, {
      ...USUAL,
      text: " Fragen? ",
      side: "left",
      theme: "dark",
      lang: "en",
      hours: "live",
      hide: "kasse*, /impressum",
      sound: true,
    });
    for (const each of [
      'data-text="Fragen?"',
      'data-hours="live"',
      'data-side="left"',
      'data-theme="dark"',
      'data-lang="en"',
      'data-hide="/kasse* /impressum"',
      'data-sound="yes"',
    ])
      expect(all).toContain(each);
    expect(pathsIn("  ")).toEqual([]);
  });

  test("says what a website's policy must allow", () => {
    expect(policyOf(SIGN, false)).toBe(`script-src ${SERVER}; frame-src ${SERVER};`);
    expect(policyOf(SIGN, true)).toBe(`script-src ${SERVER}; frame-src ${SERVER}; connect-src ${SERVER};`);
  });
});

describe("its hours", () => {
  const day = [
    ["06:00", "13:00"],
    ["14:00", "18:00"],
  ] as const;
  const file: HoursFile = {
    time_zone: "Europe/Berlin",
    region: "DE-BE",
    weekly: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [["06:00", "12:00"]] },
    exceptions: [{ from: "2026-12-28", to: "2026-12-30", intervals: [], note: "Betriebsferien" }],
    holidays: { "12-24": [["07:00", "12:30"]], "Tag der Arbeit": "open" },
  };
  const holiday = (day: string, de: string): Holiday => ({ day, de, en: de, public: true });
  const holidays = [
    holiday("2026-05-01", "Tag der Arbeit"),
    holiday("2026-12-25", "Erster Weihnachtstag"),
    holiday("2027-05-01", "Tag der Arbeit"),
    holiday("2027-12-26", "Zweiter Weihnachtstag"),
    holiday("2028-12-25", "Erster Weihnachtstag"),
  ];

  test("are the week, and the days of a year that differ from it", () => {
    expect(yearsFrom("2026-12-01")).toEqual([2026, 2027]);
    expect(snippetHours(file, holidays, "2026-12-01")).toBe(
      `${WEEK} 2026-12-24=7-12:30 2026-12-25=- 2026-12-28=- 2026-12-29=- 2026-12-30=- 2027-12-24=7-12:30`,
    );
  });

  test("leave out what is by appointment, and run past midnight", () => {
    const bar: HoursFile = {
      time_zone: "Europe/Vienna",
      weekly: {
        fri: [
          ["18:00", "02:00"],
          ["10:00", "12:00", "appointment"],
        ],
        sat: [["00:00", "24:00"]],
      },
    };
    expect(snippetHours(bar, [], "2026-12-01")).toBe("Europe/Vienna - - - - 18-26 0-24 -");
  });

  test("are read by the button as they were written", () => {
    const said = snippetHours(file, holidays, "2026-12-01");
    const at = (time: string) => stateOf(said, Date.parse(time), true)?.text;
    expect(at("2026-12-01T09:00:00+01:00")).toBe("geöffnet bis 13:00");
    expect(at("2026-12-24T12:29:00+01:00")).toBe("geöffnet bis 12:30");
    expect(at("2026-12-24T12:30:00+01:00")).toBe("geschlossen, ab Sa 6:00");
  });
});

describe("the address of a website", () => {
  const verdict = (typed: string, listed: readonly string[] = [], server = SERVER) => {
    const { verdict: said, origin } = checked(typed, listed, server);
    return [said, origin];
  };

  test("[S22] is understood as people type it", () => {
    for (const typed of ["www.Example.de", "https://www.example.de/", " HTTPS://www.example.de:443/a?b#c "])
      expect(verdict(typed)).toEqual(["new", "https://www.example.de"]);
    expect(verdict("bäckerei.de")).toEqual(["new", "https://xn--bckerei-5wa.de"]);
    expect(verdict("shop.example.de:8443")).toEqual(["new", "https://shop.example.de:8443"]);
    for (const typed of ["localhost:8732", "127.0.0.1:8732/a"]) {
      expect(verdict(typed)[0]).toBe("local");
      expect(verdict(typed, [], "http://localhost:9000")).toEqual(["new", `http://${typed.split("/")[0]}`]);
    }
    expect(verdict("localhost.example.de")).toEqual(["new", "https://localhost.example.de"]);
    expect(checked("example.de/kontakt", [], SERVER).more).toBe(true);
    expect(checked("example.de", [], SERVER).more).toBe(false);
  });

  test("is refused with the reason", () => {
    expect(verdict(" ")[0]).toBe("missing");
    for (const typed of [
      "einfach so",
      "javascript:alert(1)",
      "ftp://example.de",
      "https://",
      "mailto:a@b.de",
      "bäckerei",
    ])
      expect(verdict(typed)[0], typed).toBe("unreadable");
    expect(verdict("http://example.de")).toEqual(["insecure", "http://example.de"]);
    expect(verdict("http://localhost:8080")[0]).toBe("local");
    expect(verdict("http://localhost:8080", [], "http://localhost:9000")[0]).toBe("new");
    expect(verdict("chat.example.org")[0]).toBe("own");
  });

  test("is compared with the list, where www. makes another website", () => {
    const listed = ["https://www.example.de", "https://other.example"];
    expect(verdict("www.example.de", listed)[0]).toBe("allowed");
    expect(verdict("example.de", listed)[0]).toBe("variant");
    expect(verdict("www.other.example", listed)[0]).toBe("variant");
    expect(verdict("www.other.example.org", listed)[0]).toBe("new");
    const many = Array.from({ length: 10 }, (_, at) => `https://a${at}.example`);
    expect(verdict("example.de", many)[0]).toBe("full");
    expect(verdict("a3.example", many)[0]).toBe("allowed");
  });
});
