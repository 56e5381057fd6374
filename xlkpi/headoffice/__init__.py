"""Many people at once: rosters and roll-ups as frames of pandas, held to the plain rules by properties."""
