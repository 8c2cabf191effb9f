/** It stands beside the button that calls, before anything else of calls is fetched. */
export const video =
  "M5 6.5h8.500a2 2 0 0 1 2 2v7a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-7a2 2 0 0 1 2-2ZM15.500 11l5-3v8l-5-3";
