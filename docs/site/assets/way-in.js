// The way in: German for those whose browser prefers it, English for everybody else. Without a script, both links are there.
const prefersGerman = navigator.languages.some((each) => each.startsWith("de"));
location.replace(`${prefersGerman ? "de" : "en"}/index.html`);
