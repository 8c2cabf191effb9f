import { expect, test } from "vitest";
import { toCrockford } from "../../src/base/bytes.ts";
import { framing, hostIn, ownFragment } from "../../src/profile/framed.ts";
import { openBakery } from "../world/bakery.ts";
import { Browser } from "../world/browser.ts";
import { MemoryServer } from "../world/server.ts";

const HOST = "https://www.baeckerei.example";
const bakery = await openBakery({ websites: [HOST] });
const print = toCrockford(bakery.chain.fingerprint);
const hash = `#key=${print}&host=${encodeURIComponent(HOST)}`;
const browser = () => new Browser(new MemoryServer(bakery));

test("[S22] the website that the signed profile names may show the page, and nothing is stored to find out", async () => {
  const here = browser();
  expect(await framing(here.chat(), hash, HOST)).toBe("allowed");
  expect(await here.indexedDB.databases()).toEqual([]);
});

test("[S22] no other website may, and none for another business than the fragment's", async () => {
  expect(await framing(browser().chat(), hash, "https://baeckerei.example")).toBe("refused");
  expect(await framing(browser().chat(), `#key=${"0".repeat(32)}&host=x`, HOST)).toBe("refused");
  const none = await openBakery();
  const key = `#key=${toCrockford(none.chain.fingerprint)}`;
  expect(await framing(new Browser(new MemoryServer(none)).chat(), key, HOST)).toBe("refused");
});

test("[S22] an address without a fingerprint, or with half of one, opens nothing", async () => {
  for (const wrong of ["", "#host=x", `#key=${print.slice(1)}`, "#key=", `#return=S.${print}`])
    expect(await framing(browser().chat(), wrong, HOST)).toBe("refused");
});

test("[S22] a return link beside the fingerprint is none of its business", async () => {
  expect(await framing(browser().chat(), `#return=half&${hash.slice(1)}`, HOST)).toBe("allowed");
});

test("[S3, S22] a way may stand beside the fingerprint, on either side", async () => {
  for (const named of [`${hash}&s=Website`, `#w=7K3M2QXD&${hash.slice(1)}`])
    expect(await framing(browser().chat(), named, HOST)).toBe("allowed");
});

test("[S22] without a connection nobody knows yet", async () => {
  const here = browser();
  here.plugged = false;
  expect(await framing(here.chat(), hash, HOST)).toBe("unreachable");
});

test("[S22] the website in the address is an origin or none", () => {
  expect(hostIn(hash)).toBe(HOST);
  for (const wrong of ["", "#key=A", "#host=", "#host=*", "#host=https%3A%2F%2Fx.example%2F", "#host=null"])
    expect(hostIn(wrong)).toBeNull();
});

test("[S22] a window's own address has neither website nor return link", () => {
  expect(ownFragment(hash)).toBe(`#key=${print}`);
  expect(ownFragment(`#return=S.F&key=A&host=x&w=7K3M2QXD&s=Laden`)).toBe("#key=A&w=7K3M2QXD&s=Laden");
  expect(ownFragment("#host=x")).toBe("");
  expect(ownFragment("")).toBe("");
});
