/** The browser's offer to keep this page as an app. Some browsers never make it. */

interface Offer extends Event {
  prompt(): Promise<unknown>;
}

class Install {
  #offer = $state.raw<Offer | null>(null);
  #installed = $state(matchMedia("(display-mode: standalone)").matches);

  /** null: this browser does not offer it. */
  get done(): boolean | null {
    if (this.#installed) return true;
    return this.#offer === null ? null : false;
  }

  /** Follows the browser; returns the function that ends it. */
  follow(): () => void {
    const offered = (event: Event) => {
      event.preventDefault();
      this.#offer = event as Offer;
    };
    const installed = () => (this.#installed = true);
    addEventListener("beforeinstallprompt", offered);
    addEventListener("appinstalled", installed);
    return () => {
      removeEventListener("beforeinstallprompt", offered);
      removeEventListener("appinstalled", installed);
    };
  }

  async ask(): Promise<void> {
    await this.#offer?.prompt();
  }
}

export const install = new Install();
