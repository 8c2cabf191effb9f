"""Files (F1–F8): `carry` takes them in and gives them out, `naming` binds them to messages, `sweep` removes them."""
