"""What runs inside LibreOffice: standard library and its own `uno` only, Python 3.8 upwards."""
