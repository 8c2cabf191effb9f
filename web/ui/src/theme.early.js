// Runs before the first paint, so that the light chosen on this device never flashes into the other. `theme.ts` writes what is read here.
try {
  const theme = localStorage.getItem("tresen.theme");
  if (theme === "light" || theme === "dark") {
    document.documentElement.dataset.theme = theme;
    for (const meta of document.querySelectorAll("meta[name=theme-color]"))
      meta.media = meta.media.includes(theme) ? "all" : "not all";
  }
} catch {}
