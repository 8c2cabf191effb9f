"""What a business shows of itself, and how its first page is made."""
