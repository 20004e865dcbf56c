"""Screens of Aftercare; the only layer that knows Qt widgets."""
