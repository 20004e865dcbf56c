"""Where a message to a customer is, as a chip, wherever a message is shown."""

from typing import Any

from services import messages
from ui.kit.chips import Chip

# Amber where a person has to decide, red where the customer was not told.
TONES = {
    "waiting": "info",
    "sending": "info",
    "sent": "success",
    "failed": "warning",
    "perhaps": "warning",
    "given_up": "danger",
    "cancelled": "neutral",
}
ICONS = {
    "waiting": "clock",
    "sending": "send",
    "sent": "ok",
    "failed": "clock",
    "perhaps": "warning",
    "given_up": "failed",
    "cancelled": "close",
}


def state_chip(message: Any) -> Chip:
    """The state of a message or of a line about one."""
    return Chip(messages.STATE_NAMES[message.state], TONES[message.state], ICONS[message.state])
