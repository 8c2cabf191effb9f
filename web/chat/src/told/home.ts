import { offerShare } from "@tresen/ui/share/taken";
import { scopeHere } from "./device.svelte.ts";

/**
 * [TDDDG § 25] The page can be put on the home screen, from the first message on: on an iPhone nothing else can tell of answers. No browser
 * offers it by itself. Returns the function that ends it.
 */
export function offerHome(): () => void {
  const link = document.createElement("link");
  link.rel = "manifest";
  link.href = `${scopeHere()}/manifest.webmanifest`;
  document.head.append(link);
  const quiet = (event: Event) => event.preventDefault();
  addEventListener("beforeinstallprompt", quiet);
  const end = offerShare(link, `${link.href}?share`);
  return () => {
    end();
    link.remove();
    removeEventListener("beforeinstallprompt", quiet);
  };
}
