import { defineConfig } from "vitest/config";
import { svelteForCsp } from "./vite.shared.ts";

export default defineConfig({
  plugins: [svelteForCsp()],
  test: {
    include: ["{core,ui,chat,inbox,setup}/**/*.test.ts"],
    environment: "node",
    passWithNoTests: true,
    testTimeout: 30_000, // waits are bounded at 15 s, for machines whose cores are busy
  },
});
