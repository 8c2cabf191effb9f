// Icons of the message menu, as those in ../icons.ts. They are here because the customer page carries all of that file.

export const copy =
  "M10.5 8.5h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-8a2 2 0 0 1-2-2v-8a2 2 0 0 1 2-2ZM15.5 8.5v-3a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3";
export const edit = "M4 20l1-4.2L15.8 5a2.2 2.2 0 0 1 3.2 3.2L8.2 19zM13.8 7l3.2 3.2";
export const forward = "M14.5 6 20 11.5 14.5 17M19.5 11.5H10a6 6 0 0 0-6 6v1";
export const info =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 11.2v5M11.8 7.6a.2.2 0 1 0 .4 0a.2.2 0 1 0-.4 0";
export const needle = "M8.5 3.5h7M9.5 3.5v6L6.5 13v1.5h11V13l-3-3.5v-6M12 14.5v6";
export const plus = "M12 5v14M5 12h14";
export const reply = "M9.5 6 4 11.5 9.5 17M4.5 11.5H14a6 6 0 0 1 6 6v1";
export const star = "m12 3.8 2.5 5.2 5.7.8-4.1 4 1 5.7L12 16.8l-5.1 2.7 1-5.7-4.1-4 5.7-.8z";
export const ticked =
  "M5.5 3.5h13a2 2 0 0 1 2 2v13a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-13a2 2 0 0 1 2-2ZM7.5 12.2l3.2 3.2 5.8-6.5";
