import { defineConfig } from "vitest/config";
import { emojiData } from "./emoji.ts";
import { svelteForCsp } from "./vite.svelte.ts";

export default defineConfig({
  plugins: [svelteForCsp(), emojiData()],
  test: {
    include: ["{core,ui,chat,inbox,setup,widget}/**/*.test.ts"],
    environment: "node",
    setupFiles: "./vitest.setup.ts",
    // One thread per core that keeps its modules: half the CPU. No test may leave a stub or a timer behind.
    pool: "threads",
    isolate: false,
    passWithNoTests: true,
    // As all tests have in CI: pauses are fifty times shorter here than in a browser, and a real fault fails twice.
    retry: process.env.CI ? 1 : 0,
    expect: { poll: { timeout: 60_000 } },
    testTimeout: 120_000, // waits are bounded at 60 s: only what never comes takes so long, however busy the machine is
  },
});
