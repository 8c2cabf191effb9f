import { expect, test } from "vitest";
import { deviceHere } from "./here.ts";

const MOZILLA = "Mozilla/5.0";
const WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  [
    "Chrome, Android, phone",
    { userAgent: `${MOZILLA} (Linux; Android 10; K) ${WEBKIT} Chrome/143.0.0.0 Mobile Safari/537.36` },
  ],
  [
    "Chrome, Android, tablet",
    { userAgent: `${MOZILLA} (Linux; Android 10; K) ${WEBKIT} Chrome/143.0.0.0 Safari/537.36` },
  ],
  [
    "Samsung Internet, Android, phone",
    {
      userAgent: `${MOZILLA} (Linux; Android 10; K) ${WEBKIT} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    },
  ],
  [
    "Firefox, Android, phone",
    { userAgent: `${MOZILLA} (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0` },
  ],
  [
    "Safari, iPhone, phone",
    {
      userAgent: `${MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1`,
      maxTouchPoints: 5,
    },
  ],
  [
    "Safari, iPad, tablet",
    {
      userAgent: `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15`,
      maxTouchPoints: 5,
    },
  ],
  [
    "Safari, Mac, computer",
    {
      userAgent: `${MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15`,
      maxTouchPoints: 0,
    },
  ],
  [
    "Edge, Windows, computer",
    {
      userAgent: `${MOZILLA} (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0`,
    },
  ],
  [
    "Brave, Windows, computer",
    {
      userAgent: `${MOZILLA} (Windows NT 10.0; Win64; x64) ${WEBKIT} Chrome/143.0.0.0 Safari/537.36`,
      userAgentData: { brands: [{ brand: "Chromium" }, { brand: "Brave" }], mobile: false },
    },
  ],
  [
    "Firefox, Linux, computer",
    { userAgent: `${MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0` },
  ],
  [
    "Chrome, ChromeOS, computer",
    { userAgent: `${MOZILLA} (X11; CrOS x86_64 14541.0.0) ${WEBKIT} Chrome/143.0.0.0 Safari/537.36` },
  ],
  [", , ", { userAgent: "Something else" }],
  [", , ", { userAgent: "" }],
])("a device says what it is: %s", (expected, said) => {
  const { browser, system, form } = deviceHere(said);
  expect([browser, system, form].join(", ")).toBe(expected);
});
