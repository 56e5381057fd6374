"""The workbooks people open, one builder a file."""
