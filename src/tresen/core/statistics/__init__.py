"""Statistics of a business from metadata: what is counted, and what is taken out again (docs/reference/statistics.md).

Pure: lines of the log go in, counts come out. No count is about one person of the team.
"""
