"""What was final, month by month, in a database: SQLite in a file, or PostgreSQL for several writers."""
