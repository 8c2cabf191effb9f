import { describe, expect, test } from "vitest";
import { LiveText } from "./livetext.svelte.ts";
import { qualityOf, Watch } from "./quality.ts";
import { withDtx } from "./sound.ts";
import { type Frame, isFrame } from "./told.ts";
import { de } from "./words.de.ts";
import { en } from "./words.en.ts";

const report = (lost: number, received: number, roundTripS = 0.05) => [
  { type: "inbound-rtp", packetsLost: lost, packetsReceived: received },
  { type: "candidate-pair", nominated: true, currentRoundTripTime: roundTripS },
];

describe("the word for a connection", () => {
  test.each([
    [0, 0.05, "good"],
    [0.02, 0.3, "good"],
    [0.03, 0.05, "mid"],
    [0, 0.4, "mid"],
    [0.09, 0.05, "low"],
    [0, 0.7, "low"],
  ] as const)("%d lost, %d s there and back: %s", (lost, roundTrip, word) => {
    expect(qualityOf(lost, roundTrip)).toBe(word);
  });

  test("looks at what was lost since the last look, and halts pictures only when it stays bad", () => {
    const watch = new Watch();
    expect(watch.take(report(0, 100))).toBe("good");
    expect(watch.take(report(50, 150))).toBe("low");
    expect(watch.take(report(50, 300))).toBe("good");
    expect([true, true, true, false, true].map((low) => watch.steady(low))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });
});

test("silence is not sent, and what is lost is repaired", () => {
  const sdp =
    "a=rtpmap:111 opus/48000/2\r\na=fmtp:111 minptime=10;useinbandfec=1\r\na=rtpmap:96 VP8/90000\r\n";
  expect(withDtx(sdp)).toContain("a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1\r\n");
  expect(withDtx(withDtx(sdp))).toBe(withDtx(sdp));
  expect(withDtx("a=rtpmap:96 VP8/90000\r\n")).toBe("a=rtpmap:96 VP8/90000\r\n");
});

describe("[C11] what the other side says", () => {
  test.each([
    "",
    "null",
    "7",
    "{",
    '{"text":{"line":-1,"text":"a"}}',
    '{"text":{"line":1.5,"text":"a"}}',
    '{"text":{"line":99999,"text":"a"}}',
    '{"text":{"line":0,"text":7}}',
    '{"text":null}',
    '{"later":1}',
    `{"text":{"line":0,"text":"${"x".repeat(20_000)}"}}`,
    new ArrayBuffer(4),
  ])("%s says nothing", (data) => {
    expect(isFrame(data)).toBeNull();
  });

  test("is cut to what a line may hold, and states are true or false", () => {
    const long = isFrame(JSON.stringify({ text: { line: 0, text: "x".repeat(3000), done: 1 } }));
    expect(long?.text).toMatchObject({ done: false });
    expect(long?.text?.text.length).toBe(2000);
    expect(isFrame('{"state":{"camera":"yes"}}')?.state).toEqual({
      camera: false,
      mic: true,
      screen: false,
      hold: false,
    });
  });
});

describe("live text", () => {
  function pair(): [LiveText, LiveText] {
    const texts: LiveText[] = [];
    const to = (other: number) => (said: Frame) => texts[other]?.hear(isFrame(JSON.stringify(said)) ?? {});
    texts.push(new LiveText(to(1)), new LiveText(to(0)));
    return texts as [LiveText, LiveText];
  }

  test("appears letter by letter; what was ended stays as it is", () => {
    const [anna, krause] = pair();
    for (const text of ["L", "Li", "Lil", "Lila"]) anna.type(text);
    expect(krause.lines).toMatchObject([{ ours: false, text: "Lila", done: false }]);
    anna.end("Lila");
    krause.hear({ text: { line: 0, text: "Rot", done: true } });
    expect(krause.lines).toMatchObject([{ text: "Lila", done: true }]);
    anna.end("  ");
    krause.end("Gern");
    expect(anna.lines.map(({ text, ours }) => [text, ours])).toEqual([
      ["Lila", true],
      ["Gern", false],
    ]);
  });

  test("is kept only if both want, each its own lines", () => {
    const [anna, krause] = pair();
    anna.end("Lila");
    anna.setKeep(true);
    expect([anna.kept(), krause.kept()]).toEqual([null, null]);
    krause.setKeep(true);
    expect([anna.kept(), krause.kept()]).toEqual(["Lila", null]);
    krause.setKeep(false);
    expect(anna.kept()).toBeNull();
  });

  test("holds no more than is read", () => {
    const [anna, krause] = pair();
    for (let line = 0; line < 900; line++) krause.hear({ text: { line, text: "x", done: true } });
    expect(krause.lines.length).toBe(400);
    expect(anna.lines).toEqual([]);
  });

  test("says the unfinished line again on another channel", () => {
    const said: Frame[] = [];
    const text = new LiveText((frame) => said.push(frame));
    text.type("Em");
    text.setKeep(true);
    said.length = 0;
    text.again();
    expect(said).toEqual([{ text: { line: 0, text: "Em", done: false } }, { keep: true }]);
  });
});

test.each([
  [0, "1 Sekunde", "1 second"],
  [29_000, "29 Sekunden", "29 seconds"],
  [59_400, "59 Sekunden", "59 seconds"],
  [60_000, "1 Minute", "1 minute"],
  [89_000, "1 Minute", "1 minute"],
  [12 * 60_000, "12 Minuten", "12 minutes"],
])("how long a call of %i ms took, as one says it", (ms, german, english) => {
  expect(de.entry.lasted(ms)).toBe(german);
  expect(en.entry.lasted(ms)).toBe(english);
});
