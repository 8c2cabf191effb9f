"""Use cases: one public coroutine is one transaction with one outcome."""
