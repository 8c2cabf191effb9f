// The runner of the shared vectors as one script for a browser test: `vite build --config core/vite.config.ts --outDir …`.
import { join } from "node:path";
import type { UserConfig } from "vite";

const config: UserConfig = {
  root: import.meta.dirname,
  publicDir: false,
  build: {
    target: "es2022",
    minify: false,
    rolldownOptions: { external: ["crypto"] },
    lib: {
      entry: join(import.meta.dirname, "test/vectors/vectors.ts"),
      name: "vectors",
      formats: ["iife"],
      fileName: () => "vectors.js",
    },
  },
};

export default config;
