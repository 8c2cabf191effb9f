// The second minifier of the build.
import { type MinifyOptions, minify } from "terser";

/**
 * `unsafe` is off. With it `new RegExp(x)` becomes `RegExp(x)`, which is `x` itself, with all that it remembers; a copy made of a literal loses its
 * flags; `[a, b].join("")` becomes `a + b`, which says "null". What it saved is little, and no test of the sources can see what it breaks.
 */
const OPTIONS: MinifyOptions = {
  module: true,
  ecma: 2022,
  compress: {
    passes: 4,
    ecma: 2022,
    keep_fargs: false,
    comparisons: false,
    lhs_constants: false,
    unsafe_methods: true,
    unsafe_arrows: true,
  },
};

export const smallerStill = async (code: string): Promise<string> =>
  (await minify(code, OPTIONS)).code ?? code;
