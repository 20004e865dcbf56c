"""Whose turn an order is, as the tone of its chip, wherever an order is shown."""

# info ours, warning somebody else's, success done, danger failed, neutral not begun or over
WORK_TONES = {
    "received": "neutral",
    "assigned": "info",
    "diagnosing": "info",
    "quoted": "warning",
    "waiting_parts": "warning",
    "repairing": "info",
    "testing": "info",
    "completed": "success",
    "failed": "danger",
    "delivered": "success",
    "closed": "neutral",
    "cancelled": "neutral",
}
