import { describe, expect, it } from "vitest";
import { toggled } from "./query.ts";

describe("tapping labels", () => {
  it("asks for each that is on, and for nothing once all are off", () => {
    const cake = toggled(null, "cake");
    expect(cake).toEqual({ match: "all", with: ["cake"], without: [] });
    const both = toggled(cake, "paid");
    expect(both?.with).toEqual(["cake", "paid"]);
    expect(toggled(both, "cake")?.with).toEqual(["paid"]);
    expect(toggled(cake, "cake")).toBeNull();
  });

  it("turns what was left out into what is asked for, and keeps the rest of the question", () => {
    const query = { match: "any", with: ["a"], without: ["b", "c"] } as const;
    expect(toggled(query, "b")).toEqual({ match: "any", with: ["a", "b"], without: ["c"] });
    expect(toggled(query, "a")).toEqual({ match: "any", with: [], without: ["b", "c"] });
  });
});
