"""Workbooks as Books: live in Excel, or as files without Excel."""
