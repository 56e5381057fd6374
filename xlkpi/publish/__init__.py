"""Pages for people who were sent a picture of the results: one HTML file, the same on paper."""
