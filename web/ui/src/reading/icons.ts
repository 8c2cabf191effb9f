// An icon of this part, as those in ../icons.ts. It is here because the customer page carries all of that file.

export const up = "m6 14.5 6-6 6 6";
