"""What Excel loads by name: worksheet functions and button macros."""
