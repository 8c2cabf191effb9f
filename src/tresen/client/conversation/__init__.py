"""Conversations as their logs tell them: how this device reads, follows and writes them (S7, S10, L6)."""
