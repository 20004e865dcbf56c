"""Tickets: the list, a new one with live suggestions, one with its trace and next steps."""
