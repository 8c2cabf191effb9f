"""Who belongs to a team: setting up, inviting, shutting out."""
