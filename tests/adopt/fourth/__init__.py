"""Kept aside from all work on partial scores: drawn together with the open ones, before any of it was read."""
