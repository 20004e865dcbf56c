"""What screens of tickets and complaints say alike."""

from typing import Any


def customer_words(row: Any) -> str:
    """A customer in a list, with the last four digits that tell namesakes apart."""
    return f"{row.customer_name}  *{row.customer_last4}" if row.customer_last4 else row.customer_name
