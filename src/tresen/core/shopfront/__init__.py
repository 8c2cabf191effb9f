"""What a business shows of itself, what it answers automatically, and how its first page is made."""
