import { href, parse, type Route, same } from "./route.ts";

/** The current route, as state. The address is the truth: links, back and reload all work. */
class Router {
  route = $state.raw<Route>(parse(location.hash));
  #previous: Route | null = null;

  /** Follows the address and the links of this page; returns the function that ends it. */
  follow(): () => void {
    const read = () => this.#show(parse(location.hash));
    const clicked = (event: MouseEvent) => {
      const to = linkIn(event);
      if (to === null) return;
      event.preventDefault();
      this.go(to);
    };
    addEventListener("hashchange", read);
    addEventListener("click", clicked);
    return () => {
      removeEventListener("hashchange", read);
      removeEventListener("click", clicked);
    };
  }

  /** The view changes in this very event. "hashchange" comes later, and what is typed before it would go to the customer shown before. */
  go(route: Route): void {
    location.hash = href(route);
    this.#show(route);
  }

  /** Says where one already is: nothing is added to the history. */
  replace(route: Route): void {
    history.replaceState(history.state, "", href(route));
    this.route = route;
  }

  /** Goes up to `route`: by going back if one came from there, so that the phone's back button does not go in circles. */
  up(route: Route): void {
    if (this.#previous && same(this.#previous, route)) history.back();
    else this.go(route);
  }

  #show(next: Route): void {
    if (same(next, this.route)) return;
    this.#previous = this.route;
    this.route = next;
  }
}

/** The view that this click opens in this tab, or null. */
function linkIn(event: MouseEvent): Route | null {
  const changed = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (event.defaultPrevented || changed || !(event.target instanceof Element)) return null;
  const link = event.target.closest<HTMLAnchorElement>("a[href^='#/']");
  return link === null || link.target !== "" ? null : parse(link.hash);
}

export const router = new Router();
