"""Makers of generated text: the catalogue as Excel functions, VBA, reference pages; holidays; xlwings' own modules."""
