"""A customer's data package: what the own keys open, and what the server says that it holds (Art. 15, 20 GDPR)."""
