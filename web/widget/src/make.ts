/** An element with these properties, and these inside it. No markup is ever parsed. */
export const make = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  set: Partial<HTMLElementTagNameMap[Tag]>,
  ...inside: (Node | string)[]
): HTMLElementTagNameMap[Tag] => {
  const made = Object.assign(document.createElement(tag), set);
  made.append(...inside);
  return made;
};
