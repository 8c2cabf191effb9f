/** Where the page leaves the words for its service worker, which has no catalogue. They are the same for every message. */

/** The tag of a notification that stands for everything that is new: the next one takes its place. */
export const NEWS = "tresen.news";
/** The fragment that a tap on it opens in the inbox, which then looks for what is new. */
export const SOMEWHERE = "#/new";
export const WORDS_CACHE = "tresen-told";

/** `page`: the path of the page, such as `/inbox`. No server answers there. */
export const wordsAddress = (page: string): string => `${page}/told`;
