import { afterEach, expect, test, vi } from "vitest";
import { parse } from "../src/content/markup.ts";
import { mayBeTapped } from "../src/content/own.ts";
import { addressOf } from "../src/profile/facts.ts";

const HOST = "chat.example.de";

afterEach(() => vi.unstubAllGlobals());

const at = (hostname: string) => vi.stubGlobal("location", { hostname });
const tapped = (text: string): readonly string[] =>
  parse(text).flatMap((piece) => (piece.type === "link" ? [piece.href] : []));

const DOORS = [
  "#invite=A.B.C",
  "#setup=ABC",
  "#return=A.B",
  "#link=A",
  "#device=A",
  "#recover",
  "#/c/abc",
  "#key=ABC&invite=A.B.C",
  "#KEY=A&return=x",
  "?shared=all",
  "?a#key=ABC",
  "#%69nvite=A.B.C",
  "#x&invite=A.B.C",
  "#=",
];
const PAGES = ["inbox", "setup", "cafe", ""];
/** As a person could write this server's own address. */
const SPELLINGS = [
  `https://${HOST}`,
  `http://${HOST}`,
  `https://${HOST.toUpperCase()}`,
  `https://${HOST}.`,
  `https://${HOST}:8443`,
  "https://chat.example.d\u212f",
  "https://ch\uff41t.example.de",
  "https://ch%61t.example.de",
];

test("[A1] no way of writing a door of this server makes it a link, in a message and in the profile", () => {
  at(HOST);
  for (const origin of SPELLINGS)
    for (const page of PAGES)
      for (const door of DOORS) {
        const address = `${origin}/${page}${door}`;
        expect(tapped(`Bitte hier: ${address}`), address).toEqual([]);
        expect(tapped(`*${address}*`), address).toEqual([]);
        expect(addressOf("url", address), address).toBeNull();
      }
  expect(tapped(`www.${HOST}/inbox#invite=A.B.C`)).toHaveLength(1);
  expect(tapped(`https://${HOST}/api/v1/mail/end?token=x`)).toEqual([]);
});

test("[A1] at a host that begins with www, the short spelling is no link either", () => {
  at(`www.${HOST}`);
  expect(tapped(`www.${HOST}/inbox#invite=A.B.C`)).toEqual([]);
});

test("pages, signs and other servers' addresses can be tapped as before", () => {
  at(HOST);
  const fine = [`https://${HOST}/cafe`, `https://${HOST}/cafe#key=T974X67S9X3MK6HGHQFQ3WTQRZ57J1AB`];
  for (const address of [...fine, "https://other.example.de/inbox#invite=A.B.C"]) {
    expect(tapped(address)).toEqual([address]);
    expect(addressOf("url", address)).toBe(address);
  }
});

test("the host is this page's own, whatever it is; without a page nothing is held back", () => {
  expect(mayBeTapped(new URL("https://a.example/inbox#invite=1"), "a.example.")).toBe(false);
  expect(mayBeTapped(new URL("https://a.example/inbox#invite=1"), "")).toBe(true);
});
