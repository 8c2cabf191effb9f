/** What this device is, as its browser says: read here, for the person's own team or devices, and told to no server. Pure. */

import type { DeviceSort } from "@tresen/core/described";

/** The few things of `navigator` that tell browsers and systems apart. */
export interface Said {
  readonly userAgent: string;
  readonly maxTouchPoints?: number;
  readonly userAgentData?: {
    readonly brands?: readonly { readonly brand: string }[];
    readonly platform?: string;
    readonly mobile?: boolean;
  };
}

type Names = readonly (readonly [RegExp, string])[];

/** Chromium's children first, because each of them also says Chrome, and all of those Safari. */
const BROWSERS: Names = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOPiOS\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bVivaldi\//, "Vivaldi"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\b(Headless)?Chrome\/|\bCriOS\//, "Chrome"],
  [/\bVersion\/.*Safari\//, "Safari"],
];

const BRANDS: Names = [
  [/^Microsoft Edge$/, "Edge"],
  [/^Opera/, "Opera"],
  [/^Brave$/, "Brave"],
  [/^Samsung Internet$/, "Samsung Internet"],
  [/^Vivaldi$/, "Vivaldi"],
];

const SYSTEMS: Names = [
  [/\biPhone\b|\biPod\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bWindows\b/, "Windows"],
  [/\bMacintosh\b|\bMac OS X\b/, "Mac"],
  [/\bLinux\b|\bX11\b/, "Linux"],
];

const first = (names: Names, text: string): string => names.find(([sign]) => sign.test(text))?.[1] ?? "";

export function deviceHere({ userAgent, maxTouchPoints = 0, userAgentData = {} }: Said): DeviceSort {
  const { brands = [], mobile } = userAgentData;
  const brand = brands.map((each) => first(BRANDS, each.brand)).find((each) => each !== "");
  const said = first(SYSTEMS, userAgent);
  // An iPad calls itself a Mac, and no Mac can be touched.
  const system = said === "Mac" && maxTouchPoints > 1 ? "iPad" : said;
  return { browser: brand ?? first(BROWSERS, userAgent), system, form: formOf(system, userAgent, mobile) };
}

function formOf(system: string, userAgent: string, mobile: boolean | undefined): DeviceSort["form"] {
  if (system === "") return "";
  if (system === "iPad") return "tablet";
  if (system === "iPhone") return "phone";
  if (system === "Android") return (mobile ?? /\bMobile\b/.test(userAgent)) ? "phone" : "tablet";
  return "computer";
}
