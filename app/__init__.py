"""Starts the program: windows, commands, settings and wiring."""

__version__ = "0.1.0"
