"""Speed, measured: `./dev bench NAME`."""
