"""Erasing (L7, L9, S17): `command` takes an erase command, `carry_out` works inside the transaction, `due` comes later."""
