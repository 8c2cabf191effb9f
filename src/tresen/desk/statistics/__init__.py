"""Statistics: `counting` keeps the counts by day, `report` answers with figures, `objection` takes a customer out."""
