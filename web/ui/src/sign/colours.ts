/** The colours of a sign's panel. White letters on each of them have a contrast of 7:1 or more. */
export const COLOURS = {
  brown: "#6e3312",
  walnut: "#38271c",
  plum: "#64244f",
  green: "#2f4a30",
  blue: "#1f4460",
} as const;

export type SignColour = keyof typeof COLOURS;
export const SIGN_COLOURS = Object.keys(COLOURS) as readonly SignColour[];
