"""Workbooks as companies keep them, with what a person reads in them: written before anything that reads them."""
