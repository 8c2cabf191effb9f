"""Finding messages by their words, as the browser does it: folded, by beginnings, with typing errors, and phrases."""
