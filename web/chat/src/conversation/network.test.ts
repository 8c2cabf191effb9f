import { describe, expect, it } from "vitest";
import { barOf, begun, heard, isBack, type Network, nextMs } from "./network.ts";

type Step = readonly [ms: number, net: "connecting" | "online" | "offline", plugged?: boolean];

const after = (...steps: Step[]): Network =>
  steps.reduce((network, [ms, net, plugged = true]) => heard(network, net, plugged, ms), begun(0));

describe("what the page says of the network", () => {
  it("[interface] says nothing before there was a connection, however long the first one takes", () => {
    for (const ms of [0, 4_000, 60_000]) expect(barOf(after([0, "connecting"]), ms)).toBeNull();
    expect(nextMs(after([0, "connecting"]))).toBeNull();
  });

  it("[interface] a first attempt that fails is no missing network, three seconds of it are", () => {
    const failing = after([0, "connecting"], [200, "offline"]);
    expect(barOf(failing, 2_999)).toBeNull();
    expect(nextMs(failing)).toBe(3_000);
    expect(barOf(failing, 3_000)).toBe("offline");
  });

  it("[interface] what the browser knows is said at once", () => {
    expect(barOf(after([0, "connecting", false]), 0)).toBe("offline");
    expect(barOf(after([0, "online"], [10, "connecting", false]), 10)).toBe("offline");
  });

  it("[interface] a connection that was there is being restored after four seconds", () => {
    const lost = after([0, "online"], [1_000, "connecting"]);
    expect(barOf(lost, 4_999)).toBeNull();
    expect(nextMs(lost)).toBe(5_000);
    expect(barOf(lost, 5_000)).toBe("connecting");
  });

  it("[interface] attempts in between neither end nor shorten the time without a network", () => {
    const lost = after([0, "online"], [100, "connecting"], [500, "offline"], [2_000, "connecting"]);
    expect(barOf(lost, 3_099)).toBeNull();
    expect(barOf(lost, 3_100)).toBe("offline");
    expect(isBack(lost, 3_100)).toBe(true);
  });

  it("[interface] is back only after three seconds offline, and never without having been away", () => {
    const lost = after([0, "online"], [1_000, "offline"]);
    expect(isBack(lost, 3_999)).toBe(false);
    expect(isBack(lost, 4_000)).toBe(true);
    expect(isBack(after([0, "connecting"]), 60_000)).toBe(false);
    expect(isBack(after([0, "offline"], [9_000, "online"]), 10_000)).toBe(false);
    expect(isBack(after([0, "online"], [0, "connecting"]), 60_000)).toBe(false);
  });

  it("[interface] a connection ends every bar", () => {
    const back = after([0, "offline", false], [9_000, "online"]);
    for (const ms of [9_000, 90_000]) expect(barOf(back, ms)).toBeNull();
    expect(nextMs(back)).toBeNull();
  });
});
