/** One field, one choice: a labelled control is written once, and a pointer's look is for pointers. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { bareControls, type Source, sourcesOf, stickyHovers } from "./written.ts";

const THE_FIELD = "ui/src/Field.svelte";
const THE_CHOICE = "ui/src/Choice.svelte";

/** Components whose controls have no label in sight, or whose label is itself what one presses; each with its reason. */
const BARE: Readonly<Record<string, string>> = {
  "chat/src/own/ReturnLink.svelte": "the link itself, to copy by hand",
  "chat/src/search/SearchSheet.svelte": "a search box says what it is by itself",
  "inbox/src/actions/Palette.svelte": "a search box says what it is by itself",
  "inbox/src/menus/Picker.svelte": "a search box says what it is by itself",
  "inbox/src/quickreplies/QuickReplies.svelte": "a search box says what it is by itself",
  "inbox/src/search/SearchField.svelte": "a search box says what it is by itself",
  "ui/src/emoji/EmojiPicker.svelte": "a search box says what it is by itself; so does the tone of a hand",
  "inbox/src/parts/Segments.svelte": "its labels are what one presses",
  "inbox/src/profile/Cut.svelte": "its label is the button that opens the picker of files",
  "inbox/src/profile/Intervals.svelte": "two times of a row whose day stands before them",
  "setup/src/hours/Rows.svelte": "two times of a row whose day stands before them",
  "ui/src/hours/DayRow.svelte": "two times of a row whose day stands before them",
  "ui/src/Composer.svelte": "the counter: nothing else is written there",
  "ui/src/media/Before.svelte": "a caption, written on the picture",
  "ui/src/media/VoiceNote.svelte": "the slider of a player",
  "ui/src/message/Tick.svelte": "what it selects is the message beside it",
};

const component = (text: string): Source => ({ path: "a.svelte", text });

describe("the components", () => {
  const sources = sourcesOf("svelte");
  const bare = new Map(sources.map((source) => [source.path, [...bareControls(source)]]));

  test("[look] label a control by Field, and choose by Choice", () => {
    expect(sources.length).toBeGreaterThan(250);
    const home = [THE_FIELD, THE_CHOICE];
    for (const path of home) expect(bare.get(path)).not.toEqual([]);
    const astray = [...bare].flatMap(([path, found]) =>
      home.includes(path) || BARE[path] !== undefined ? [] : found,
    );
    expect(astray).toEqual([]);
  });

  test("[look] are excused only where there is something to excuse", () => {
    expect(Object.keys(BARE).filter((path) => !bare.get(path)?.length)).toEqual([]);
  });

  test("[look] change under a pointer only where there is one", () => {
    const styles = sourcesOf("css");
    expect(styles.length).toBeGreaterThan(3);
    expect([...sources, ...styles].flatMap((source) => [...stickyHovers(source)])).toEqual([]);
  });
});

describe("the pages of the inbox", () => {
  const index = readFileSync(join(import.meta.dirname, "../../inbox/src/pages.ts"), "utf8");
  const views = [...index.matchAll(/^import \w+ from "\.\/(.+\.svelte)";$/gm)].map(([, path]) => path);

  test("[look] stand in one frame, each of them", () => {
    expect(views.length).toBeGreaterThan(9);
    const texts = new Map(sourcesOf("svelte").map(({ path, text }) => [path, text]));
    const framed = /^ *<Page$|^ *<Page\s/m;
    expect(views.filter((path) => !framed.test(texts.get(`inbox/src/${path}`) ?? ""))).toEqual([]);
  });
});

describe("the search", () => {
  test("finds a label and a control, in a block and in a snippet too, and no picker of files", () => {
    const raw = `{#if a}<label for="x">A</label>
{#snippet b()}<select id="x"></select>{/snippet}{/if}
<input type="file" /><input type="date" />`;
    expect([...bareControls(component(raw))]).toEqual([
      "a.svelte:1 <label>",
      "a.svelte:2 <select>",
      "a.svelte:3 <input>",
    ]);
  });

  test("leaves a control in a Field to it, and not one beside it", () => {
    const raw = `<Field label="A">{#snippet children(tied)}<input {...tied} />{/snippet}</Field><textarea></textarea>`;
    expect([...bareControls(component(raw))]).toEqual(["a.svelte:1 <textarea>"]);
  });

  test("finds a look that sticks, and none that is for pointers", () => {
    const raw = `<style>
  a:hover, b:focus { color: red; }
  @media (hover: hover) { a:hover { color: red; } }
  @media (min-width: 4rem) { :global(.x:hover) { color: red; } }
</style>`;
    expect([...stickyHovers(component(raw))]).toEqual(["a.svelte:2 :hover", "a.svelte:4 :hover"]);
    expect([...stickyHovers({ path: "a.css", text: "a:hover { color: red; }" })]).toEqual(["a.css:1 :hover"]);
  });
});
