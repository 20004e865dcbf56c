"""Charts, one module a kind."""
