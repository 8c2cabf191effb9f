import { describe, expect, test } from "vitest";
import { Pact } from "../../src/calls/pact.ts";
import { fingerprintIn, isRelayed, withoutCandidates, withoutRelated } from "../../src/calls/sdp.ts";
import { random } from "../../src/seal/suite.ts";

const sdp = (byte: string) => `v=0\r\na=fingerprint:sha-256 ${Array(32).fill(byte).join(":")}\r\n`;
const CALL = "AAAAAAAAAAAAAAAAAAAAAA";

async function met(between: string | null) {
  const customer = new Pact(null);
  const team = new Pact(await customer.commit());
  team.heard(customer.said(sdp("AA")) && (between ?? sdp("AA")));
  customer.heard(team.said(sdp("BB")) && (between ?? sdp("BB")));
  await customer.learn(team.nonce);
  await team.learn(customer.nonce);
  return [await customer.words(CALL, "customer"), await team.words(CALL, "team")];
}

describe("[C7] four words", () => {
  test("are the same on both sides, and differ if somebody is between them", async () => {
    const [customer, team] = await met(null);
    expect(customer).toHaveLength(4);
    expect(customer).toEqual(team);
    const [one, other] = await met(sdp("EE"));
    expect(one).not.toEqual(other);
  });

  test("wait for both nonces; another nonce than the one committed to is refused", async () => {
    const customer = new Pact(null);
    const team = new Pact(await customer.commit());
    team.said(sdp("BB"));
    team.heard(sdp("AA"));
    expect(await team.words(CALL, "team")).toBeNull();
    await expect(team.learn(random(16))).rejects.toThrow("committed");
    expect(customer.due).toBe(false);
    await customer.learn(team.nonce);
    expect(customer.due).toBe(true);
    customer.told();
    expect(customer.due).toBe(false);
  });
});

describe("[C6] descriptions", () => {
  test("of another certificate than before are refused", () => {
    const pact = new Pact(null);
    pact.heard(sdp("AA"));
    pact.heard(sdp("aa"));
    expect(() => pact.heard(sdp("BB"))).toThrow("certificate");
  });

  test("carry no address, and one fingerprint", () => {
    const said = `${sdp("AA")}a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=end-of-candidates\r\na=mid:0\r\n`;
    expect(withoutCandidates(said)).not.toMatch(/192|candidate/);
    expect(fingerprintIn(withoutCandidates(said))).toEqual(new Uint8Array(32).fill(0xaa));
  });

  test("are heard without addresses", () => {
    const said = `${sdp("AA")}a=candidate:1 1 udp 1 192.0.2.1 9 typ host\r\na=mid:0\r\n`;
    expect(new Pact(null).heard(said)).toBe(`${sdp("AA")}a=mid:0\r\n`);
  });

  test("[C9] a relay's address is told without one's own", () => {
    const told = (related: string) => `candidate:1 1 udp 1 192.0.2.1 9 typ relay ${related} generation 0`;
    for (const related of ["raddr 203.0.113.7 rport 4711", "raddr 2001:db8::7 rport 4711"])
      expect(withoutRelated(told(related))).toBe(told("raddr 0.0.0.0 rport 0"));
    expect(withoutRelated("candidate:1 1 udp 1 192.0.2.1 9 typ relay")).toBe(
      "candidate:1 1 udp 1 192.0.2.1 9 typ relay",
    );
  });

  test("[C9] only a relay's address hides one's own", () => {
    expect(isRelayed("candidate:1 1 udp 1 192.0.2.1 9 typ relay raddr 0.0.0.0 rport 0")).toBe(true);
    expect(isRelayed("candidate:1 1 udp 1 192.0.2.1 9 typ relay")).toBe(true);
    expect(isRelayed("a=candidate:1 1 udp 1 2001:db8::1 9 typ relay")).toBe(true);
    for (const typ of ["host", "srflx", "prflx", "relayed", "host typ-relay", "host ufrag x typ relay"])
      expect(isRelayed(`candidate:1 1 udp 1 192.0.2.1 9 typ ${typ}`)).toBe(false);
  });
});
