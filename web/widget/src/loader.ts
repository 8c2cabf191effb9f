/** The button of a website. Until it is tapped it asks nobody for anything and stores nothing (W14). */

import { makeButton } from "./button.ts";
import { stateOf } from "./hours.ts";
import { make } from "./make.ts";
import type { MakePanel, Panel } from "./panel.ts";

/** The panel's script, as build.ts made it before this one. */
declare const __PANEL__: { readonly file: string; readonly integrity: string };

interface Trusting {
  readonly trustedTypes?: {
    createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(of: string): string };
  };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** `/kasse*` is every path that begins so. */
const isHere = (pattern: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(
    location.pathname,
  );

function begin(script: HTMLScriptElement): void {
  const data = script.dataset;
  const { shop = "", hours = "" } = data;
  const { origin } = new URL(script.src);
  const page = `${origin}/${shop}`;
  const id = `tresen-${shop}`;
  // The link has the address and the fingerprint. One of another server or another business is not taken over.
  const link = [...document.links].find(({ href }) => href.split("#")[0] === page);
  if (!link || document.getElementById(id) || data.hide?.split(" ").some(isHere)) return;
  const german = /^(de|$)/.test(data.lang || document.documentElement.lang);
  const { side = "", colour = "", theme = "", text = "", name = shop } = data;
  const { host, root, room, button, show } = makeButton({ name, text, german, side, colour, theme });
  let asked = stateOf("", 0, german);
  let unread = 0;
  let panel: Panel | undefined;
  let fetched: HTMLScriptElement | undefined;

  const draw = () => show(asked ?? stateOf(hours, Date.now(), german), unread);
  const ask = async () => {
    const answer = await fetch(`${page}/hours.json`, { credentials: "omit" });
    const { open, text, changes } = await answer.json();
    asked = text && { open, text: text[german ? "de" : "en"] };
    draw();
    const left = Date.parse(changes) - Date.now();
    setTimeout(ask, Math.max(MINUTE_MS, Math.min(left || HOUR_MS, HOUR_MS)));
  };
  const aside = () => window.open(link.href, "_blank", "noopener");
  const refused = () => {
    fetched = undefined;
    aside();
  };
  const tap = (by: HTMLElement) => {
    if (panel && !panel(by)) aside();
    if (fetched) return;
    const script = make("script", { integrity: __PANEL__.integrity, crossOrigin: "" });
    fetched = script;
    script.onload = () => {
      const told = (count: number) => {
        unread = count;
        draw();
      };
      panel = (script as unknown as { makePanel: MakePanel }).makePanel(
        { root, room, button, data, page, link, german },
        told,
      );
      panel(by);
    };
    script.onerror = refused;
    try {
      // Where a website's policy asks for trusted types, this one is for one address alone.
      const address = `${origin}/widget/${__PANEL__.file}`;
      const policy = (window as unknown as Trusting).trustedTypes?.createPolicy("tresen", {
        createScriptURL: () => address,
      });
      script.src = policy ? policy.createScriptURL("") : address;
      document.head.append(script);
    } catch {
      refused();
    }
  };
  button.onclick = () => tap(button);
  document.addEventListener("click", (event) => {
    const by = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    // As every link it can be opened beside the page.
    if (by?.href !== link.href || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    event.preventDefault();
    tap(by);
  });
  host.id = id;
  button.ariaExpanded = "false";
  document.body.append(host);
  draw();
  // Without an answer the button stands there without hours.
  if (hours === "live") ask().catch(() => {});
  else if (hours) setInterval(draw, MINUTE_MS);
}

const script = document.currentScript as HTMLScriptElement;
if (document.readyState === "loading") addEventListener("DOMContentLoaded", () => begin(script));
else begin(script);
