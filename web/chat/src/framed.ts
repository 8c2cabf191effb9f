/** This page stands, or wants to stand, in a frame of the shop's website (S22). */
export const framed = location.search === "?frame";
