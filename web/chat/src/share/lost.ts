import type { Refused } from "@tresen/ui/share/taken";
import { mount, unmount } from "svelte";
import Lost from "./Lost.svelte";

/** Says that what another app handed over did not arrive. */
export default function lost(why: Refused): void {
  const app = mount(Lost, { target: document.body, props: { why, onclose: () => void unmount(app) } });
}
