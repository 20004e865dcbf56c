"""How articles are worded and coloured."""

from datetime import datetime
from typing import Any

from services import articles
from services.texts import N_
from ui.kit.chips import Chip
from ui.kit.form import Field
from ui.kit.steps_bar import StepWord

KIND_ICONS = {
    "faq": "help",
    "product": "device",
    "competitor": "report",
    "policy": "article",
    "process": "todo",
}
STATES = {
    "draft": ("neutral", "draft"),
    "review": ("warning", "visible"),
    "published": ("success", "completed"),
    "archived": ("neutral", "closed"),
}
STEPS = {
    "submit": StepWord(N_("Send for review"), "send"),
    "publish": StepWord(N_("Publish"), "completed"),
    "return": StepWord(N_("Send back"), "undo", N_("What is missing?")),
    "withdraw": StepWord(N_("Take back"), "undo"),
    "archive": StepWord(N_("Withdraw the article…"), "closed", N_("Why is it no longer valid?"), dangerous=True),
    "confirm": StepWord(N_("It still holds"), "ok"),
    "ask_change": StepWord(N_("Ask for a change…"), "edit", N_("What is wrong or missing?")),
    "restore": StepWord(N_("Bring back as draft"), "undo"),
}
HAPPENED = {
    "write": (N_("Draft written"), "edit", "neutral"),
    "submit": (N_("Sent for review"), "send", "warning"),
    "publish": (N_("Published"), "completed", "success"),
    "return": (N_("Sent back"), "undo", "info"),
    "withdraw": (N_("Taken back"), "undo", "info"),
    "archive": (N_("Withdrawn"), "closed", "neutral"),
    "confirm": (N_("Read again: it still holds"), "ok", "success"),
    "ask_change": (N_("Change asked for"), "edit", "warning"),
    "restore": (N_("Brought back as draft"), "undo", "info"),
    "fits": (N_("Translation checked"), "ok", "success"),
}


def state_chip(article: Any) -> Chip:
    """Draft, in review, published or archived."""
    tone, icon = STATES[article.state]
    return Chip(articles.STATE_NAMES[article.state], tone, icon)


def review_chip(article: Any, now: datetime) -> Chip | None:
    """To be checked again, where the day has come."""
    if article.state != "published" or article.review_on is None or article.review_on > now.date():
        return None
    return Chip(N_("To be checked again"), "warning", "clock")


def outdated_chip(article: Any) -> Chip | None:
    """Which language is behind the other."""
    behind = {"en": N_("English out of date"), "zh": N_("Chinese out of date")}.get(article.outdated)
    return Chip(behind, "warning", "warning") if behind else None


def needed(column: str) -> Field:
    """The field in which a step asks for something it needs."""
    return {"comment": Field("comment", N_("Comment"), "multiline", required=True, span=12, lines=3)}[column]
