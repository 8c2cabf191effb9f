"""The seal: end-to-end encryption between the customer's devices and the team's (protocol/seal.md).

Values in, values out; the only effect is fresh randomness. The server never imports it.
"""
