"""VBA modules, hidden sheets and the add-in, and how they get into a workbook."""
