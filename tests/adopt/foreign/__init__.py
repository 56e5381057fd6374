"""Workbooks of the same offices that are no appraisal: the reader must say so and write nothing."""
