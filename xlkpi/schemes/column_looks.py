"""Looks that columns of several kinds share, by what stands in the cells."""

SHORT = ("center", "shrink")
TEXT = ("left", "wrap")
REMARK = ("left", "small", "wrap")
SMALL = ("center", "small", "wrap")
PLAIN = ("center", "plain")
IN_COUNTS = ("center", "count")
IN_POINTS = ("center", "points")
IN_FACTORS = ("center", "factor")
IN_SHARES = ("center", "attendance")
IN_MONTHS = ("center", "month")
IN_YUAN = ("right", "money")
AMOUNT = ("right", "money", "shrink")
A_DAY = ("center", "day")
DAY = ("center", "day", "shrink")
ANSWER = ("answer", "center", "points")
"""Points that the page is about."""
