"""How messages are worded."""

from functools import partial
from typing import Any

from services import messages
from services.message_templates import CHANNEL_NAMES, OCCASION_NAMES
from services.texts import _

ACTION_ICONS = {"cancel": "close", "again": "send", "sent": "ok", "posted": "ok", "returned": "undo"}


def occasion(row: Any) -> str:
    """What it is about."""
    return _(OCCASION_NAMES[row.occasion])


def way(row: Any) -> str:
    """How it goes, and to which masked address."""
    channel = _(CHANNEL_NAMES[row.channel])
    return f"{channel} · {row.to_masked}" if row.to_masked else channel


def trouble(row: Any) -> str:
    """What went wrong, in a sentence; '' where nothing did."""
    return messages.fault_words(row.fault, row.fault_detail)


def sender(row: Any) -> str:
    """Who had it written; by itself where it came with its occasion."""
    return _("{name}, by itself").format(name=row.by_name).lstrip(", ，") if row.automatic else row.by_name


def explain(row: Any) -> Any:
    """The sentence of `trouble`, looked up when it is shown."""
    return partial(trouble, row)
