"""The customer's own side: how a conversation begins, their devices, and how another device joins (S4, S13)."""
