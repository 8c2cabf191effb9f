import { defineConfig } from "vitest/config";
import { emojiData } from "./emoji.ts";
import { svelteForCsp } from "./vite.svelte.ts";

export default defineConfig({
  plugins: [svelteForCsp(), emojiData()],
  test: {
    include: ["{core,ui,chat,inbox,setup}/**/*.test.ts"],
    environment: "node",
    setupFiles: "./vitest.setup.ts",
    // One thread per core that keeps its modules: half the CPU. No test may leave a stub or a timer behind.
    pool: "threads",
    isolate: false,
    passWithNoTests: true,
    testTimeout: 30_000, // waits are bounded at 15 s, for machines whose cores are busy
  },
});
