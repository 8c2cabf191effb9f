import { tick } from "svelte";

/** Which paper lies in the page for the printer: one at a time, until it was printed. */
class Printing {
  what = $state.raw<string | null>(null);

  async print(what: string): Promise<void> {
    this.what = what;
    await tick();
    window.print();
  }

  /** A window of a phone is printed after `print` has returned. */
  over(): void {
    this.what = null;
  }
}

export const printing = new Printing();
