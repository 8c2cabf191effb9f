import { mount, unmount } from "svelte";
import Lost from "./Lost.svelte";

/** Says that what another app handed over did not arrive, or not all of it. */
export default function lost(came: "some" | "lost"): void {
  history.replaceState(history.state, "", location.pathname + location.hash);
  const app = mount(Lost, { target: document.body, props: { came, onclose: () => void unmount(app) } });
}
