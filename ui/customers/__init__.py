"""Customers: the list, one customer with all that belongs to him, the form of the four-part file."""
