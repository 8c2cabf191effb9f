/** Only these are ever handed to the browser to be shown. Any other type could be a page. */
const SHOWN =
  /^(image\/(jpeg|png|webp|gif|avif)|video\/(mp4|webm|quicktime|ogg)|audio\/(mp4|webm|ogg|mpeg|aac|wav|x-m4a))$/;

export const isShown = (type: string): boolean => SHOWN.test(type);
