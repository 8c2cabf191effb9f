/** A window of its own. */
export const out = "M10 5.5H5.5v13h13V14M13.5 4.5h6v6M19.5 4.5 11 13";
