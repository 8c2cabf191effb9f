import { mount, unmount } from "svelte";
import Lost from "./Lost.svelte";

/** Says that what another app handed over did not arrive. */
export default function lost(): void {
  const app = mount(Lost, { target: document.body, props: { onclose: () => void unmount(app) } });
}
