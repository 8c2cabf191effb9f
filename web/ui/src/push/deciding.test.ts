import { describe, expect, it } from "vitest";
import { endingOf, isOfApple, mendOf, type Standing } from "./deciding.ts";

describe("[W12] whose push service it is", () => {
  it.each([
    "https://web.push.apple.com/QGx1",
    "https://push.apple.com/x",
    "https://web.push.apple.com:443/x?y#z",
  ])("%s is Apple's", (endpoint) => {
    expect(isOfApple(endpoint)).toBe(true);
  });

  it.each([
    "https://fcm.googleapis.com/fcm/send/x",
    "https://web.push.apple.com.evil.example/x",
    "https://evilpush.apple.com/x",
    "https://web.push.apple.com@evil.example/x",
    "https://evil.example/https://web.push.apple.com/",
    "http://web.push.apple.com/x",
    "https://web.push.apple.com./x",
    "web.push.apple.com",
    "",
    null,
  ])("%s is not", (endpoint) => {
    expect(isOfApple(endpoint)).toBe(false);
  });
});

describe("[W12] which signal ends in which notification", () => {
  it("ends in one at once where Apple carries it, whatever is in sight", () => {
    for (const pages of [0, 1, 3])
      for (const seen of [true, false]) expect(endingOf({ apple: true, pages, seen })).toBe("show");
  });

  it("ends in none elsewhere while a page is in sight, and waits for a page in the background", () => {
    expect(endingOf({ apple: false, pages: 2, seen: true })).toBe("none");
    expect(endingOf({ apple: false, pages: 1, seen: false })).toBe("wait");
    expect(endingOf({ apple: false, pages: 0, seen: false })).toBe("show");
  });
});

describe("[W12] what a device does at its start", () => {
  const good: Standing = {
    wanted: true,
    may: "yes",
    can: true,
    endpoint: "https://a/1",
    server: "https://a/1",
  };

  it("does nothing where both agree", () => {
    expect(mendOf(good)).toBe("nothing");
  });

  it("does nothing for a person who wants none of it, whatever is left over", () => {
    for (const may of ["yes", "no", "ask", "home", "cannot"] as const)
      for (const endpoint of ["https://a/1", null])
        for (const server of ["https://b/2", null])
          expect(mendOf({ wanted: false, may, can: true, endpoint, server })).toBe("nothing");
  });

  it("subscribes anew where the browser has none, whatever the server believes", () => {
    for (const server of ["https://a/1", null])
      expect(mendOf({ ...good, endpoint: null, server })).toBe("anew");
  });

  it("tells the server where it believes another, or ended it", () => {
    for (const server of ["https://a/0", null]) expect(mendOf({ ...good, server })).toBe("tell");
  });

  it("takes it back once the permission is gone, so that nothing waits for it", () => {
    for (const may of ["no", "ask", "home", "cannot"] as const) expect(mendOf({ ...good, may })).toBe("end");
  });

  it("leaves alone a browser that can show and cannot be woken", () => {
    expect(mendOf({ ...good, can: false, endpoint: null, server: null })).toBe("nothing");
  });
});
