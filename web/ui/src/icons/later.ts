// Those that the customer page shows later, and those of the other apps.

export const ahead = "m9.5 5.5 6.5 6.5-6.5 6.5";
export const back = "M14.5 5.5 8 12l6.5 6.5";
export const bell = "M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 1.5h-15zM10 20.5h4";
export const calendar = "M4 5.5h16v15H4zM4 10h16M8.5 3v4M15.5 3v4";
export const card =
  "M5 5h14a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2ZM6.6 11a2 2 0 1 0 4 0a2 2 0 1 0-4 0M5.6 16a3.2 3.2 0 0 1 6 0M14.5 10h3.5M14.5 13.5h3.5";
export const chart = "M4.5 20h15M7 16.5v-5M12 16.5v-11M17 16.5v-8";
export const computer = "M4.5 5h15a1 1 0 0 1 1 1v9.5h-17V6a1 1 0 0 1 1-1ZM2.5 18.5h19";
export const door = "M6 20.5v-17h12v17M3.5 20.5h17M14.5 12v.1";
export const down = "m6 9.5 6 6 6-6";
export const download = "M12 4v11M7 10.5l5 5 5-5M4.5 19.8h15";
export const eye =
  "M2.8 12c2.3-4 5.5-6 9.2-6s6.9 2 9.2 6c-2.3 4-5.5 6-9.2 6s-6.9-2-9.2-6ZM9.2 12a2.8 2.8 0 1 0 5.6 0a2.8 2.8 0 1 0-5.6 0";
export const globe =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M3.5 12h17M12 3.5c5 5 5 12 0 17c-5-5-5-12 0-17";
export const inbox = "M4 5h16v11.5H11l-4.5 4v-4H4z";
export const key =
  "M3.5 15.5a4.3 4.3 0 1 0 8.6 0a4.3 4.3 0 1 0-8.6 0M10.9 12.5l8.6-8.5M15.5 8l3 3M18.3 5.2l2 2";
export const mail = "M4 5.5h16v13H4zM4.5 6.5 12 13l7.5-6.5";
export const note = "M5 3.5h14v11.5L14 20.5H5zM14 20.5V15h5M8.5 8h7M8.5 11.5h5";
export const person = "M8.2 8.2a3.8 3.8 0 1 0 7.6 0a3.8 3.8 0 1 0-7.6 0M4.8 20a7.2 7.2 0 0 1 14.4 0";
export const phone =
  "M6.5 3.5 9.7 4l1.3 4-2.2 1.8a13 13 0 0 0 5.4 5.4l1.8-2.2 4 1.3.5 3.2a2.2 2.2 0 0 1-2.3 2.5A15.8 15.8 0 0 1 4 5.8a2.2 2.2 0 0 1 2.5-2.3Z";
export const search = "M11 4a7 7 0 1 0 .1 0M16 16l5 5";
export const settings =
  "M4 7.5h9M17 7.5h3M4 16.5h3M11 16.5h9M13 7.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0M7 16.5a2 2 0 1 0 4 0a2 2 0 1 0-4 0";
export const slash =
  "M6.5 3.5h11a3 3 0 0 1 3 3v11a3 3 0 0 1-3 3h-11a3 3 0 0 1-3-3v-11a3 3 0 0 1 3-3ZM10 16.5l4-9";
export const tag = "M3.5 4.5v7l9 9 8-8-9-9h-7ZM7.6 8.6v.1";
export const team =
  "M5.6 8.5a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0M2.8 19.5a6.3 6.3 0 0 1 12.4 0M15.5 5.4a3.4 3.4 0 0 1 0 6.2M17.6 14.2a6.3 6.3 0 0 1 3.6 5.3";
export const trash = "M4.5 6.5h15M9.5 6.5v-3h5v3M6.5 6.5l1 14h9l1-14M10.3 10.5v6M13.7 10.5v6";
