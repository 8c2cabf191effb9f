// Icons of calls, as those in ../icons.ts, which the customer page carries.

export { back, check, clock, close, lock, phone } from "../icons.ts";
export { mic } from "../media/icons.ts";
export { video } from "./icon.video.ts";
export const hang =
  "M3.6 15.4c-.9-.9-.8-2.500.2-3.400a12.500 12.500 0 0 1 16.400 0c1 .9 1.100 2.500.2 3.400l-.9.900a1.300 1.300 0 0 1-1.700.1l-2.300-1.600a1.300 1.300 0 0 1-.5-1.200l.3-1.600a11 11 0 0 0-6.600 0l.3 1.600a1.300 1.300 0 0 1-.5 1.200l-2.300 1.600a1.300 1.300 0 0 1-1.700-.1z";
export const micOff =
  "M9 9.5v2a3 3 0 0 0 4.8 2.4M15 11V6.5a3 3 0 0 0-5.7-1.3M5.500 11.500a6.500 6.500 0 0 0 10.500 5.100M18.500 11.500c0 .8-.1 1.500-.4 2.200M12 18v3M4 3.500l16 17";
export const missed = "M4 17.5c4.500-4 11.500-4 16 0M16 4.500h4v4M20 4.500l-7.500 7-4.500-4.500";
export const speaker =
  "M4 9.500v5h3.500L12 18.500v-13L7.500 9.500zM15.500 9a4.200 4.200 0 0 1 0 6M18 6.500a7.800 7.800 0 0 1 0 11";
export const text = "M4 5h16v11.500H11l-4.500 4v-4H4zM8 9h8M8 12.500h5";
export const screen = "M4.500 4.500h15a1 1 0 0 1 1 1v10h-17v-10a1 1 0 0 1 1-1ZM9 19.500h6M12 15.500v4";
export const hold = "M8.500 6v12M15.500 6v12";
export const give = "M4 12h13M12 6.500l5.500 5.500-5.500 5.500M20.500 5v14";
export const small = "M4 20l6-6M5.500 14H10v4.500M20 4l-6 6M18.500 10H14V5.500";
export const pip =
  "M4.500 5h15a1 1 0 0 1 1 1v12a1 1 0 0 1-1 1h-15a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM12.500 12h5v4h-5z";
