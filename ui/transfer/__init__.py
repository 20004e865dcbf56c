"""Bringing records in from files, and looking back at what was brought in."""
