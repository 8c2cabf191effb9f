/** Views as components in a real browser: the system's Chromium, as tests/world/chromium.py finds it, without a server. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import { emojiData } from "./emoji.ts";
import { svelteForCsp } from "./vite.svelte.ts";

const NAMES = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"];

function found(): string {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const named = process.env.TRESEN_CHROMIUM;
  const all = [
    ...(named ? [named] : []),
    ...NAMES.flatMap((name) => folders.map((each) => join(each, name))),
  ];
  const path = all.find(isProgram);
  if (path === undefined)
    throw new Error("views are tested in Chromium: apt-get install chromium-headless-shell");
  return path;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

export default defineConfig({
  plugins: [svelteForCsp(), emojiData()],
  test: {
    include: ["{ui,chat,inbox,setup}/**/*.view.ts"],
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 120_000,
    isolate: false,
    fileParallelism: false,
    api: { host: "127.0.0.1" },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      locators: { exact: false },
      provider: playwright({
        launchOptions: { executablePath: found(), args: ["--no-sandbox", "--disable-gpu"] },
        contextOptions: { locale: "de-DE", timezoneId: "Europe/Berlin", reducedMotion: "reduce" },
      }),
      instances: [{ browser: "chromium", viewport: { width: 1280, height: 800 } }],
    },
  },
});
