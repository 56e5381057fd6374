"""A company's own workbook understood: what its columns and fields are, with evidence, and what has to be asked."""
