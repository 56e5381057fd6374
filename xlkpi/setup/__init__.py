"""Putting xlkpi on a person's machine, taking it off again, and finding out why it does not work there."""
