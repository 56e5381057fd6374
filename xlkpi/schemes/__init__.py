"""Appraisal schemes as data: one TOML per rulebook."""
