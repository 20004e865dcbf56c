"""Use cases, queries and papers; knows the database, never a window."""
