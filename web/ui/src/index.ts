// What both apps share: tokens, components, words.
export {};
