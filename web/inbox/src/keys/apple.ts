/** True on Apple's systems, whose keyboards have ⌘ where others have Ctrl. */
export const apple = (): boolean => /^(Mac|iP)/.test(navigator.platform);
