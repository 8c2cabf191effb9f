"""Devices and customers are told of what was said while they were away."""
