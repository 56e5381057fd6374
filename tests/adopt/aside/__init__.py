"""Layouts kept aside: not to be looked at while working on the matcher. Whoever writes it reads `layouts/` only.

They are scored at the end, separately, by `adopt.score`; nothing is tuned after their score is known.
"""
