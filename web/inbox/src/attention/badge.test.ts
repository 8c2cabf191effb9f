import { describe, expect, it } from "vitest";
import { title } from "./badge.ts";

describe("the tab's title", () => {
  it("counts unread messages and is plain without any", () => {
    expect(title(3, "Tresen")).toBe("(3) Tresen");
    expect(title(0, "Tresen")).toBe("Tresen");
    expect(title(3, "Team", "", "Tresen")).toBe("(3) Team – Tresen");
  });
});
