import { SIGN_COLOURS, type SignColour } from "@tresen/ui/sign/colours";

const KEY = "tresen.inbox.sign";

/** The colour of this shop's signs, as it was chosen on this device. */
class Colour {
  #chosen = $state.raw<SignColour>(read());

  get chosen(): SignColour {
    return this.#chosen;
  }

  choose(colour: SignColour): void {
    this.#chosen = colour;
    try {
      localStorage.setItem(KEY, colour);
    } catch {
      // A browser that stores nothing forgets it with the page.
    }
  }
}

function read(): SignColour {
  try {
    const stored = localStorage.getItem(KEY);
    return SIGN_COLOURS.find((each) => each === stored) ?? "brown";
  } catch {
    return "brown";
  }
}

export const colour = new Colour();
