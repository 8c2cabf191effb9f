"""What the project is made of: the list of its parts, known holes in them, and the signature of a release."""
