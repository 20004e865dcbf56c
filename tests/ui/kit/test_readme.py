"""The feature that the kit's README shows is a whole one."""

import re
from pathlib import Path
from types import SimpleNamespace

import pytest

from services import articles
from tests.desk_samples import write_article

README = Path(__file__).resolve().parents[3] / "ui" / "kit" / "README.md"


@pytest.fixture
def example():
    """The classes of the README's first example."""
    code = re.search(r"```python\n(.*?)```", README.read_text("utf-8"), re.DOTALL).group(1)
    names = {}
    exec(compile(code, str(README), "exec"), names)
    return SimpleNamespace(**names)


def settle(qtbot, page):
    qtbot.waitUntil(lambda: page.desk.background.idle, timeout=15_000)


def test_the_list_of_the_readme_shows_views_and_opens_rows(example, desk_of, show, opened, qtbot):
    desk = desk_of("na")
    draft = write_article(desk.db, "怎样清洗滤网")
    page = show(example.ArticlesPage(desk))
    settle(qtbot, page)
    assert draft.id not in [row.id for row in page.pane.model.rows()]
    page.own.choose("draft")
    settle(qtbot, page)
    page.pane.opened.emit(page.pane.model.row(0))
    page.new.click()
    assert opened == [("article", {"id": draft.id}), ("new_article", {})]


def test_the_record_of_the_readme_is_saved(example, desk_of, show, qtbot):
    desk = desk_of("na")
    draft = write_article(desk.db, "怎样清洗滤网")
    made = example.ArticlePage(desk)
    made.record_id = draft.id
    page = show(made)
    settle(qtbot, page)
    page.form.set_value("answer", "用温水冲洗。")
    page.save_button.click()
    settle(qtbot, page)
    assert articles.get(desk.db, draft.id).answer == "用温水冲洗。"
    assert not page.unsaved()


def test_a_new_one_of_the_readme_is_checked_saved_and_opened(example, desk_of, show, opened, qtbot):
    desk = desk_of("na")
    page = show(example.NewArticlePage(desk))
    page.save_button.click()
    assert page.form.problems().keys() == {"question", "answer"}
    page.form.set_value("question", "怎样清洗滤网")
    page.form.set_value("answer", "用温水冲洗。")
    page.save_button.click()
    settle(qtbot, page)
    [(kind, how)] = opened
    assert kind == "article" and articles.get(desk.db, how["id"]).question == "怎样清洗滤网"
