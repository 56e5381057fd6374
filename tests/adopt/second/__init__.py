"""A second set of layouts, drawn before the matcher was touched again: twenty open, the others kept aside (see split.py)."""
