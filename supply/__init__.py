"""What the project is made of: the list of its parts, their known vulnerabilities, and the signature of a release."""
