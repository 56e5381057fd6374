"""A service-station network by group points."""
