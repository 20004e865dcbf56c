"""The words of orders that have a meaning of their own are all translated."""

import ast
from pathlib import Path

import pytest

from services import texts
from services.order_words import CUSTODY_STATES, MONEY_STATES, WORK_STATES
from ui.kit.icons import icon
from ui.kit.words import say
from ui.work_orders import labels

FOLDER = Path(__file__).resolve().parents[3] / "ui" / "work_orders"


def _short_words() -> set[tuple[str, str]]:
    found = {("order", text) for text in (*labels.WORK_CHIPS.values(), *labels.STEPS)}
    for path in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("short", "wish") and node.args:
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    found.add(("order" if node.func.id == "short" else "wish", argument.value))
    return found


@pytest.mark.parametrize(("context", "source"), sorted(_short_words()))
def test_every_short_word_has_a_chinese_translation(context, source):
    translated = texts.pgettext(context, source)
    assert translated == source == "ID" or any("\u4e00" <= sign <= "\u9fff" for sign in translated), source


@pytest.mark.parametrize("state", WORK_STATES)
def test_every_work_state_has_its_chip_and_its_step(state, qapp):
    chip = labels.work_chip(state)
    assert say(chip.text) and icon(chip.icon)
    assert [step.state for step in labels.steps(state)].count("now") == (state not in ("delivered", "closed"))


@pytest.mark.parametrize("state", [*MONEY_STATES, *CUSTODY_STATES])
def test_every_other_state_has_a_chip(state, qapp):
    chip = labels.money_chip(state) if state in MONEY_STATES else labels.custody_chip(state, "A07")
    assert say(chip.text) and icon(chip.icon)


def test_steps_that_were_left_out_are_not_ticked():
    states = [step.state for step in labels.steps("testing", frozenset({"received", "assigned", "diagnosing"}))]
    assert states == ["done", "done", "done", "open", "open", "open", "now", "open", "open"]
