"""Texts that nobody types by accident, through every screen, paper and file."""
