import "../styles/tokens.css";
import "../styles/base.css";
import { flushSync, mount, unmount } from "svelte";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { page, userEvent } from "vitest/browser";
import { de } from "../i18n/de.ts";
import { en } from "../i18n/en.ts";
import { speak } from "../i18n/speak.svelte.ts";
import Before from "./Before.svelte";
import MediaDesk from "./MediaDesk.svelte";
import type { Files, NewFile } from "./port.svelte.ts";
import { itemOf } from "./prepare/item.ts";

const MOST = 2 ** 20;

/** A conversation's files: it knows its limits, and keeps what it is handed. */
class Box implements Files {
  readonly taken: NewFile[] = [];
  readonly progress = { subscribe: () => () => undefined };
  limits = async () => ({ file: MOST, conversation: 50 * MOST, business: 50 * MOST, atOnce: 10 });
  add = async (files: readonly NewFile[]) => void this.taken.push(...files);
  cancel = async () => null;
  open = async () => new Blob();
  media = async () => ({ files: [], texts: [] });
  wake = () => undefined;
}

const file = (name: string, size: number) => new File([new Uint8Array(size)], name);
const LARGE = () => file("Film vom Fest.bin", MOST + 1);
const SMALL = () => file("Preise.txt", 12);

beforeEach(() => speak("de", de));

/** Shown until the test ends. */
function put(app: object): void {
  flushSync();
  onTestFinished(() => unmount(app));
}

function desk(team: boolean): Box {
  const box = new Box();
  const around = { zone: "Europe/Berlin", team, rows: () => [], whoSaid: () => "", files: async () => box };
  put(mount(MediaDesk, { target: document.body, props: { around } }));
  return box;
}

const carried = (...files: readonly File[]) => {
  const data = new DataTransfer();
  for (const each of files) data.items.add(each);
  return data;
};
const dropped = (...files: readonly File[]) =>
  document.dispatchEvent(
    new DragEvent("drop", { dataTransfer: carried(...files), bubbles: true, cancelable: true }),
  );
const pasted = (...files: readonly File[]) =>
  document.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData: carried(...files), bubbles: true, cancelable: true }),
  );

const REFUSED = "Zu groß, nicht übernommen: \u2068Film vom Fest.bin\u2069. Höchstens 1 MB gehen.";
const refusal = (text = REFUSED) => page.getByRole("alert").filter({ hasText: text });
const send = (name: string) => page.getByRole("button", { name, exact: true });

describe("a file over the limit", () => {
  it.each([
    ["dropped", dropped],
    ["pasted", pasted],
  ])("[F6] is refused by name when it is %s, and the others stay", async (_, choose) => {
    const box = desk(true);
    choose(LARGE(), SMALL());
    await expect.element(refusal()).toBeVisible();
    await send("Datei senden").click();
    await expect.poll(() => box.taken.map(({ name }) => name)).toEqual(["Preise.txt"]);
  });

  it("[F6] is refused where it is the only one: another can be chosen, and nothing can be sent", async () => {
    const box = desk(false);
    dropped(LARGE());
    await expect.element(refusal()).toBeVisible();
    expect(send("Datei senden").elements()).toEqual([]);
    const more = document.querySelector<HTMLInputElement>("input[data-pick=more]");
    if (more === null) throw new Error("nothing else can be chosen");
    await userEvent.upload(more, SMALL());
    await expect.element(refusal()).not.toBeInTheDocument();
    await send("Datei senden").click();
    await expect.poll(() => box.taken.map(({ name }) => name)).toEqual(["Preise.txt"]);
  });

  it("[F6] is refused when it is added to what was chosen, several by their names, also in English", async () => {
    desk(true);
    dropped(SMALL());
    await expect.element(send("Datei senden")).toBeVisible();
    speak("en", en);
    dropped(file("A.bin", MOST + 1), file("B.bin", MOST + 2));
    await expect
      .element(refusal("Too large, not taken: \u2068A.bin\u2069 and \u2068B.bin\u2069."))
      .toBeVisible();
    await expect.element(send("Send file")).toBeVisible();
  });

  it("[F6] is taken when it is as large as a file may be", async () => {
    const box = desk(true);
    dropped(file("Genau.bin", MOST));
    await send("Datei senden").click();
    await expect.poll(() => box.taken.map(({ data }) => data.size)).toEqual([MOST]);
  });

  it("[F6] is refused for a quick reply too", async () => {
    const props = {
      items: [itemOf(LARGE(), false)],
      files: new Box(),
      team: true,
      single: true,
      onsend: async () => undefined,
      onclose: () => undefined,
    };
    put(mount(Before, { target: document.body, props }));
    await expect.element(refusal()).toBeVisible();
    expect(send("Übernehmen").elements()).toEqual([]);
  });
});

describe("what a computer would run", () => {
  it.each([[true], [false]])("[F6] warns its sender before it is sent, of the team: %s", async (team) => {
    const words = "Kann Programme ausführen, davor wird gewarnt: \u2068rechnung.exe\u2069";
    const box = desk(team);
    dropped(file("rechnung.exe", 12), SMALL());
    await expect.element(page.getByRole("status").filter({ hasText: words })).toBeVisible();
    await send("2 senden").click();
    await expect.poll(() => box.taken.length).toBe(2);
  });

  it("is no other file", async () => {
    desk(true);
    dropped(SMALL());
    await expect.element(send("Datei senden")).toBeVisible();
    expect(page.getByText("Programme ausführen").elements()).toEqual([]);
  });
});
