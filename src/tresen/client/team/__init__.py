"""The team: its inbox, its people and their devices, and the records that an owner publishes (S4, S5, S12)."""
