"""HTTP and /live: the only users of the web framework."""
