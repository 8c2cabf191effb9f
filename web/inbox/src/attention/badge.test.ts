import { describe, expect, it } from "vitest";
import { title } from "./badge.ts";

describe("the tab's title", () => {
  it("counts what is unread and says nothing of it otherwise", () => {
    expect(title(3, "Tresen")).toBe("(3) Tresen");
    expect(title(0, "Tresen")).toBe("Tresen");
  });
});
