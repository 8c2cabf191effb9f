import { href, parse, type Route, same } from "./route.ts";

/** The current route, as state. The address is the truth: links, back and reload all work. */
class Router {
  route = $state.raw<Route>(parse(location.hash));
  #previous: Route | null = null;

  /** Follows the address; returns the function that ends it. */
  follow(): () => void {
    const read = () => {
      const next = parse(location.hash);
      if (same(next, this.route)) return;
      this.#previous = this.route;
      this.route = next;
    };
    addEventListener("hashchange", read);
    return () => removeEventListener("hashchange", read);
  }

  go(route: Route): void {
    location.hash = href(route);
  }

  /** Goes up to `route`: by going back if one came from there, so that the phone's back button does not go in circles. */
  up(route: Route): void {
    if (this.#previous && same(this.#previous, route)) history.back();
    else this.go(route);
  }
}

export const router = new Router();
