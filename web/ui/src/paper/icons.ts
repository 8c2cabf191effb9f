// Part of the outline set (icons.ts): actions for things to keep. Separate, because the customer page loads it late.

export const copy = "M9 8.5h11v12H9zM15.5 8.5v-5H4v12.5h5";
export const print = "M7 8.5v-5h10v5M7 17H4V8.5h16V17h-3M7 14h10v6.5H7z";
export const share = "M12 15V3.8M7.5 8 12 3.5 16.5 8M7 11.5H5v9h14v-9h-2";
export const picture =
  "M4 5h16v14H4zM4 16l4.5-4.5 4 4L16 12l4 4M14.2 9a1.3 1.3 0 1 0 2.6 0a1.3 1.3 0 1 0-2.6 0";
