"""A second client, written from protocol/ alone: its own cryptography, its own bytes, nothing of `tresen`."""
