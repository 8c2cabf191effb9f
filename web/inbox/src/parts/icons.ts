// Icons of quick actions, as those in @tresen/ui/icons. They are here because the customer page carries all of that file.

export const keyboard =
  "M4.5 6h15A1.5 1.5 0 0 1 21 7.5v9a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 16.5v-9A1.5 1.5 0 0 1 4.5 6ZM6.6 9.8v.1M10.2 9.8v.1M13.8 9.8v.1M17.4 9.8v.1M6.6 14.2v.1M17.4 14.2v.1M9.5 14.2h5";
export const reopen = "M4.5 5v5h5M5.2 9.6A7.5 7.5 0 1 1 4.5 14";
export const sound = "M4 9.5v5h3.5l4.5 4v-13l-4.5 4ZM15.3 9.2a4 4 0 0 1 0 5.6M17.8 6.7a7.5 7.5 0 0 1 0 10.6";
export const muted = "M6 16.5V11a6 6 0 0 1 9.5-4.9M18 10.6v5.9M19.5 18H4.5L6 16.5M10 20.5h4M4.5 3.5l15 17";
