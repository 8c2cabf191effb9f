import type { Refused } from "@tresen/ui/share/taken";
import { mount, unmount } from "svelte";
import Lost from "./Lost.svelte";

/** Says that what another app handed over did not arrive; fulfilled once a person has read it. */
export default function lost(why: Refused): Promise<void> {
  return new Promise((resolve) => {
    const onclose = () => {
      void unmount(app);
      resolve();
    };
    const app = mount(Lost, { target: document.body, props: { why, onclose } });
  });
}
