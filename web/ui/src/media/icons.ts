// Icons of photos, files and voice notes, as those in ../icons.ts, which the customer page carries.

export { alert, check, close, download, lock, mic, plus, trash } from "../icons.ts";
export const image =
  "M5.5 4.5h13a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2h-13a2 2 0 0 1-2-2v-11a2 2 0 0 1 2-2ZM4 16.5l5-5 4.5 4.5 2.5-2.5 4 4M15.5 9v.1";
export const file = "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5";
export const play = "M8 5.5v13l10.5-6.5z";
export const pause = "M8.5 6v12M15.5 6v12";
export const shield =
  "M12 3.2 4.8 6v5.6c0 4.3 3 7.3 7.2 9.2 4.2-1.9 7.2-4.9 7.2-9.2V6zM8.8 12l2.3 2.3 4.2-4.6";
export const turn = "M19.5 12a7.5 7.5 0 1 1-2.5-5.6M19.5 3.5v4h-4";
export const crop = "M7 3v14h14M3 7h14v14";
export const left = "M14.5 5.5 8 12l6.5 6.5";
export const right = "m9.5 5.5 6.5 6.5-6.5 6.5";
export const bigger = "M12 5v14M5 12h14";
export const smaller = "M5 12h14";
export const grid = "M4.5 4.5h6v6h-6zM13.5 4.5h6v6h-6zM4.5 13.5h6v6h-6zM13.5 13.5h6v6h-6z";
export const lens =
  "M8 6.5 9.5 4.5h5L16 6.5h3a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-9a2 2 0 0 1 2-2zM12 9.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7z";
