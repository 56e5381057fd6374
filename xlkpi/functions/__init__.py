"""The catalogue: every spreadsheet function declared once."""
