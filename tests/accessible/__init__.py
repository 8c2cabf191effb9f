"""The accessibility statement, made from the results of tests."""
