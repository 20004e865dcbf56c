"""Tables, their rules and their migrations."""
