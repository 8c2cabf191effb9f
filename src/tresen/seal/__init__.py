"""The seal: end-to-end encryption between the customer's devices and the team's (protocol/seal.md).

Pure but for fresh randomness: values in, values out. The server never imports it.
"""
