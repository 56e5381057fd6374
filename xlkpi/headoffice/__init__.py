"""Head office: what branches handed in, found, read, held against each other and rolled up."""
