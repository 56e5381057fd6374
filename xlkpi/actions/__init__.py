"""One verb a file: each takes a Book and gives back a result and the faults it met."""
