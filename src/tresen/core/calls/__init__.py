"""Calls: the header of a signal, and the state of all calls (protocol/calls.md). Pure: values in, values out."""
