"""One conversation as its log tells it, and how this device follows it and writes in it (S7, S10)."""
