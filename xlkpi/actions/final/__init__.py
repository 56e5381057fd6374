"""The month's end of a workbook: finalized, verified, reopened; through its kind and names, whatever it is about."""
