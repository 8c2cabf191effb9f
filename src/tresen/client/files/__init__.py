"""Files: carried to the server before the message that names them is sent, and fetched, both resumable (F4)."""
