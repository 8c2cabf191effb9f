// Icons of quick actions, as those in @tresen/ui/icons. They are here because the customer page carries all of that file.

export const keyboard =
  "M4.5 6h15A1.5 1.5 0 0 1 21 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16.5v-9A1.5 1.5 0 0 1 4.5 6ZM6.6 9.8v.1M10.2 9.8v.1M13.8 9.8v.1M17.4 9.8v.1M6.6 14.2v.1M17.4 14.2v.1M9.5 14.2h5";
export const reopen = "M4.5 5v5h5M5.2 9.6A7.5 7.5 0 1 1 4.5 14";
export const sound = "M4 9.5v5h3.5l4.5 4v-13l-4.5 4ZM15.3 9.2a4 4 0 0 1 0 5.6M17.8 6.7a7.5 7.5 0 0 1 0 10.6";
export const muted = "M6 16.5V11a6 6 0 0 1 9.5-4.9M18 10.6v5.9M19.5 18H4.5L6 16.5M10 20.5h4M4.5 3.5l15 17";
export const sign =
  "M6 3.5h12A1.5 1.5 0 0 1 19.5 5v10a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 15V5A1.5 1.5 0 0 1 6 3.5ZM12 16.5V21M8 21h8M8 7.5h3v3H8zM13.5 7.5H16M13.5 10.5H16M8 13h8";
/** A signpost: two boards on a post. */
export const way =
  "M12 3v3M12 11.5v1.5M12 18.5V21M8.5 21h7M6 6h10.5L19 8.75 16.5 11.5H6ZM18 13H8l-2.5 2.75L8 18.5h10Z";
/** Three dots side by side: the rest of the areas. */
export const more =
  "M4.7 12a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M11.5 12a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M18.3 12a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0";
/** A window with its bar, and a button at the bottom right. */
export const website =
  "M4.5 5h15A1.5 1.5 0 0 1 21 6.5v11a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17.5v-11A1.5 1.5 0 0 1 4.5 5ZM3 9h18M13.5 13.5h4v2h-4z";
/** A box to move house with. */
export const moving = "M4 8l8-4 8 4v8.5l-8 4-8-4ZM4 8l8 4 8-4M12 12v8.5M8 6l8 4";
