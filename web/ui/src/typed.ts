/** Compiled and never loaded. Found by its package's name a component has its own type (`paths` in tsconfig.json), and is not any. */

import type Switch from "@tresen/ui/Switch.svelte";
import type { ComponentProps } from "svelte";

// @ts-expect-error A switch is nothing without its label.
export const nothing: ComponentProps<typeof Switch> = {};
