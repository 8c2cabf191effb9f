// Light, dark, or as the system has it: chosen by a tap and stored on this device alone. `theme.early.js` reads it before the first paint.

const KEY = "tresen.theme";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

export function chosenTheme(): Theme {
  return THEMES.find((theme) => theme === document.documentElement.dataset.theme) ?? "system";
}

/** Changes the page at once. A browser that stores nothing forgets it with the page. */
export function chooseTheme(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === "system") delete dataset.theme;
  else dataset.theme = theme;
  // The two colours of the browser's own bar stand in the page in the order light, dark.
  document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]").forEach((meta, i) => {
    const own = i === 0 ? "light" : "dark";
    meta.media = theme === "system" ? `(prefers-color-scheme: ${own})` : theme === own ? "all" : "not all";
  });
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    return;
  }
}
