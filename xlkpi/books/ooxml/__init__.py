"""In-place editing of .xlsx and .xlsm packages that loses nothing."""
