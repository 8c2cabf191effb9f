"""Pure decisions: values in, values out; no socket, file, clock or randomness."""
