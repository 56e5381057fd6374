"""The rules of appraisal as pure functions: no file, clock, Excel or database."""
