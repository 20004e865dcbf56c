"""The knowledge base: list with search and reading pane, one article with its editor."""
