"""Backups: `take` makes a set in a folder, `put` makes a data folder of one, `sealed` locks them with a key (S11, L10)."""
