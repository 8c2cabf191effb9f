"""The one table of facts: for each setting, what leaves the server, who can read, what is kept. Papers say nothing else."""
