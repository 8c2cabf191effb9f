import type { ConversationRow, Inbox, Label, Person } from "@tresen/core/api";
import { writable } from "@tresen/core/readable";
import type { Point } from "@tresen/ui/log/hold";
import { describe, expect, it } from "vitest";
import { page, userEvent } from "vitest/browser";
import { here } from "../../src/here.svelte.ts";
import { DESKTOP, PHONE, shown, violations } from "../showing.ts";
import Stage from "./Stage.svelte";
import { stage } from "./stage.svelte.ts";

const PEOPLE: readonly Person[] = [
  { person: 1, name: "Anna", role: "owner" },
  { person: 2, name: "Ben", role: "member" },
  { person: 3, name: "Cem", role: "member" },
];

/** A conversation, and what was done with it. */
class Office {
  readonly labels = writable<readonly Label[]>([
    { id: "l1", name: "Torte", colour: "plum" },
    { id: "l2", name: "Tortenkarte geschickt", colour: "brown" },
    { id: "l3", name: "Rechnung", colour: "moss" },
  ]);
  readonly assigned: (number | null)[] = [];
  readonly created: string[] = [];
  readonly toggled: (readonly [string, boolean])[] = [];

  /** Labels are put on and taken off. */
  toggle(label: Label, on: boolean): void {
    this.toggled.push([label.id, on]);
    const carried = new Set(stage.carried);
    if (on) carried.add(label.id);
    else carried.delete(label.id);
    stage.carried = carried;
  }

  inbox(): Partial<Inbox> {
    const view = {
      assign: async (person: number | null) => void this.assigned.push(person),
      leave: () => undefined,
    };
    return {
      me: writable<Person | null>(PEOPLE[1] ?? null),
      people: writable(PEOPLE),
      net: writable<"online" | "offline">("online"),
      open: () => view as unknown as ReturnType<Inbox["open"]>,
      labels: {
        labels: this.labels,
        create: async (name: string, colour: Label["colour"]) => {
          const made = { id: `new-${name}`, name, colour };
          this.created.push(name);
          this.labels.set([...this.labels.get(), made]);
          return made;
        },
      } as unknown as Inbox["labels"],
    };
  }
}

const row = { id: "c1", name: "Kita Regenbogen", assigned: null, labels: [] } as unknown as ConversationRow;

interface Asked {
  readonly size?: readonly [number, number];
  readonly at?: Point;
}

async function opened(what: typeof stage.what, { size = DESKTOP, at = { x: 300, y: 200 } }: Asked = {}) {
  const office = new Office();
  Object.assign(stage, { what, row, at, chosen: [], carried: new Set<string>() });
  stage.toggled = (label, on) => office.toggle(label, on);
  here.choose({ letters: true });
  await shown(Stage, office.inbox(), size);
  const from = page.getByRole("button", { name: "Hier" });
  await from.click();
  return { office, from };
}

describe("a menu at the pointer", () => {
  it("stands where it was asked for, without a veil, and gives the focus back on Escape", async () => {
    const { from } = await opened("menu");
    const menu = page.getByRole("menu", { name: "Was tun?" });
    await expect.element(menu).toBeVisible();
    const box = menu.element().closest("[popover]")?.getBoundingClientRect();
    expect([box?.left, box?.top]).toEqual([300, 200]);
    expect(document.querySelectorAll("dialog")).toHaveLength(0);
    await expect.element(page.getByRole("menuitem", { name: "Abschließen" })).toHaveFocus();
    expect(await violations()).toEqual([]);
    await userEvent.keyboard("{Escape}");
    await expect.element(menu).not.toBeInTheDocument();
    await expect.element(from).toHaveFocus();
  });

  it("stays inside the window, however near to its edge it was asked for", async () => {
    await opened("menu", { at: { x: 1278, y: 798 } });
    const box = page.getByRole("menu").element().closest("[popover]")?.getBoundingClientRect();
    expect(box?.right).toBeLessThanOrEqual(1280);
    expect(box?.bottom).toBeLessThanOrEqual(800);
  });

  it("is worked by arrows and by the letters it shows, as the list is", async () => {
    await opened("menu");
    await userEvent.keyboard("{ArrowDown}");
    await expect.element(page.getByRole("menuitem", { name: "Zuweisen" })).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}{ArrowDown}");
    await expect.element(page.getByRole("menuitem", { name: "Abschließen" })).toHaveFocus();
    const hints = [...document.querySelectorAll("kbd")].map((each) => each.textContent);
    expect(hints).toEqual(["E", "A", "L"]);
    await userEvent.keyboard("l");
    expect(stage.chosen).toEqual(["label"]);
    expect(page.getByRole("menu").elements()).toHaveLength(0);
  });

  it("is a sheet on a phone", async () => {
    await opened("menu", { size: PHONE });
    await expect.element(page.getByRole("dialog")).toBeVisible();
    await expect.element(page.getByRole("menuitem", { name: "Abschließen" })).toHaveFocus();
    expect(await violations()).toEqual([]);
  });
});

describe("assigning", () => {
  it("takes over with Enter alone: oneself is first", async () => {
    const { office, from } = await opened("assign");
    await expect.element(page.getByRole("combobox", { name: "Wer übernimmt?" })).toHaveFocus();
    expect(await violations()).toEqual([]);
    await userEvent.keyboard("{Enter}");
    await expect.poll(() => office.assigned).toEqual([2]);
    await expect.element(from).toHaveFocus();
  });

  it("finds a person by the first letters", async () => {
    const { office } = await opened("assign");
    await userEvent.keyboard("ce");
    await expect.poll(() => page.getByRole("option").elements().length).toBe(1);
    await expect.element(page.getByRole("option", { name: "Cem" })).toBeVisible();
    await userEvent.keyboard("{Enter}");
    await expect.poll(() => office.assigned).toEqual([3]);
  });
});

describe("labels", () => {
  it("are put on and taken off by typing, and stay open for the next", async () => {
    const { office } = await opened("label");
    await userEvent.keyboard("tort");
    const names = () =>
      page
        .getByRole("option")
        .elements()
        .map((each) => each.textContent?.trim());
    await expect.poll(names).toEqual(["Torte", "Tortenkarte geschickt", "„tort“ neu anlegen"]);
    expect(await violations()).toEqual([]);
    await userEvent.keyboard("{ArrowDown}{Enter}");
    expect(office.toggled).toEqual([["l2", true]]);
    const second = page.getByRole("option", { name: "Tortenkarte geschickt" });
    await expect.element(second).toHaveAttribute("aria-selected", "true");
    await userEvent.keyboard("{Enter}");
    await expect.element(second).toHaveAttribute("aria-selected", "false");
  });

  it("are made from what nothing is called, once, and put on", async () => {
    const { office } = await opened("label");
    await userEvent.keyboard("Abholung{Enter}");
    await expect.poll(() => office.toggled).toEqual([["new-Abholung", true]]);
    expect(office.created).toEqual(["Abholung"]);
    // Now there is one of that name: nothing more is offered to be made.
    await expect.poll(() => page.getByRole("option").elements().length).toBe(1);
    await userEvent.keyboard("{Escape}");
    await expect.element(page.getByRole("combobox")).not.toBeInTheDocument();
  });
});
