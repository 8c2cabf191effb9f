// Those that the customer page shows before anything is fetched. It carries all of this file.

export const alert =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 7.3v5.4M11.8 16.4a.2.2 0 1 0 .4 0a.2.2 0 1 0-.4 0";
export const check = "m5 12.5 4.7 4.7L19.5 7";
export const clock = "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M12 7v5l3.2 2";
export const close = "m6 6 12 12M18 6 6 18";
export const device =
  "M9 3h6a2.5 2.5 0 0 1 2.5 2.5v13A2.5 2.5 0 0 1 15 21H9a2.5 2.5 0 0 1-2.5-2.5v-13A2.5 2.5 0 0 1 9 3ZM11 17.8h2";
export const lock =
  "M7 10.5h10a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2v-6a2 2 0 0 1 2-2ZM8 10.5V8a4 4 0 0 1 8 0v2.5";
export const mic =
  "M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3";
export const moon = "M19.8 14.3A8.3 8.3 0 1 1 9.7 4.2a6.6 6.6 0 0 0 10.1 10.1Z";
export const more =
  "M11.5 5.2a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M11.5 12a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0M11.5 18.8a.5.5 0 1 0 1 0a.5.5 0 1 0-1 0";
export const offline =
  "M3 9a14 14 0 0 1 5-2.9M12.5 5.2A14 14 0 0 1 21 9M6.3 12.6a9 9 0 0 1 4-2.2M15 11a9 9 0 0 1 2.7 1.6M9.5 16.2a4 4 0 0 1 5 0M12 19.4v.1M4 3.5l16 17";
export const pin =
  "M12 21c4-4.5 6.5-7.5 6.5-11a6.5 6.5 0 0 0-13 0c0 3.5 2.5 6.5 6.5 11ZM9.7 10a2.3 2.3 0 1 0 4.6 0a2.3 2.3 0 1 0-4.6 0";
export const plus = "M12 5v14M5 12h14";
export const send = "M4 12h15M13 5.5l6.5 6.5-6.5 6.5";
export const shop =
  "M4.5 10.5v10h15v-10M3 8.5l2-5h14l2 5a2.6 2.6 0 0 1-4.5 1.5A2.9 2.9 0 0 1 12 10a2.9 2.9 0 0 1-4.5 0A2.6 2.6 0 0 1 3 8.5ZM9.5 20.5v-5.5h5v5.5";
export const smile =
  "M3.5 12a8.5 8.5 0 1 0 17 0a8.5 8.5 0 1 0-17 0M8.3 14a4.4 4.4 0 0 0 7.4 0M9 9.4v.6M15 9.4v.6";
