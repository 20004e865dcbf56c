"""Numbers for charts and figures."""
