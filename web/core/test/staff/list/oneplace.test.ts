import { expect, test } from "vitest";
import type { Flags } from "../../../src/model/flags.ts";
import type { Filter } from "../../../src/model/listentry.ts";
import { seeded } from "../../world/seeded.ts";
import { entry, Shelf } from "./shelf.ts";

const FILTERS: readonly Filter[] = ["waiting", "all", "unread", "mine", "later", "closed"];

test("[W5] a conversation stands in one place only, whatever is read, said, set, opened and left in whatever order", async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const random = seeded(seed);
    const pick = (most: number) => Math.floor(random() * most);
    const shelf = new Shelf();
    const count = 1 + pick(seed % 20 === 0 ? 150 : 12);
    const made = (at: number) =>
      entry(`c${at}`, {
        state: pick(6) === 0 ? "closed" : "open",
        lastMs: pick(900),
        unread: pick(3) === 0 ? 1 : 0,
        assigned: pick(3) === 0 ? 1 : null,
        askedMs: pick(2) === 0 ? pick(900) : null,
        answeredMs: pick(2) === 0 ? pick(900) : null,
        erased: pick(12) === 0,
      });
    for (let at = 0; at < count; at++) shelf.add(made(at));
    const view = shelf.view(FILTERS[pick(FILTERS.length)] ?? "all");
    const said: string[] = [];
    const look = () => {
      const seen = new Set<string>();
      for (let at = 0; at < view.total.get(); at++) {
        const id = view.entryAt(at)?.id;
        if (id === undefined) continue;
        expect(seen.has(id), `seed ${seed}: ${id} after ${said.join(", ")}`).toBe(false);
        seen.add(id);
      }
    };
    for (const readable of [view.revision, view.total, view.counts, view.settled, view.answeredFrom])
      readable.subscribe(look);
    view.today(pick(2) === 0 ? 0 : 400);
    view.window(0, 20);
    for (let step = 0; step < 40; step++) {
      const id = `c${pick(count)}`;
      const what = pick(9);
      said.push(`${what} ${id}`);
      if (what === 0) shelf.change(view, made(Number(id.slice(1))));
      else if (what === 1) shelf.add(made(Number(id.slice(1))));
      else if (what === 2) view.refresh();
      else if (what === 3) view.hold(id);
      else if (what === 4) view.loosen();
      else if (what === 5) view.setFilter(FILTERS[pick(FILTERS.length)] ?? "all");
      else if (what === 6) {
        const flags: Flags = { pinned: pick(3) === 0, unread: pick(2) === 0, snoozed: null };
        view.setFlags([[id, flags]]);
      } else if (what === 7) view.window(pick(count), count);
      else await new Promise((resolve) => setTimeout(resolve, 0));
      look();
    }
  }
});
