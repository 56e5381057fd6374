"""The open layouts, by habit: what the reader of foreign workbooks may be developed against."""
