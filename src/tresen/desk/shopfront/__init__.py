"""What a business publishes, and what strangers see of it."""
