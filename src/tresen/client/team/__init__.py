"""The team: how a device joins, and the records that an owner publishes (S5, S12)."""
