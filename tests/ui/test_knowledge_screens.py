"""The knowledge base's screens with real widgets on a real database."""

from PySide6.QtWidgets import QApplication

from services import article_misses, articles
from services.ids import new_id
from tests.desk_samples import publish, solved_ticket, write_article
from tests.naughty import OWN
from ui import knowledge
from ui import tickets as ui_tickets
from ui.knowledge.versions import VersionsDialog

ALL = (*ui_tickets.SPECS, *knowledge.SPECS)


def dialog_of(qtbot, window):
    qtbot.waitUntil(lambda: window.findChildren(VersionsDialog) != [])
    return window.findChildren(VersionsDialog)[0]


def test_earlier_versions_show_what_was_struck_out_and_what_came(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    article = write_article(na, answer=f"清洗滤网 {OWN[0]}")
    articles.change(na, article, {"answer": "断开电源"}, new_id())
    window = enter("na")
    page = window.open_record("article", article.id)
    settle(window)
    page.facts_card.versions.click()
    dialog = dialog_of(qtbot, window)
    assert dialog.list.count() == 2
    assert "清洗滤网" in dialog.text.toPlainText() and "断开电源" in dialog.text.toPlainText()
    dialog.list.setCurrentRow(1)
    assert OWN[0] in dialog.text.toPlainText() and "断开电源" not in dialog.text.toPlainText()
    dialog.reject()


def test_the_language_left_behind_is_marked_until_somebody_says_that_it_fits(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    article = write_article(na, answer_en="Clean the filter.")
    articles.change(na, article, {"answer": "先清洗滤网。"}, new_id())
    window = enter("na")
    page = window.open_record("article", article.id)
    settle(window)
    assert not page.language_card.isHidden()
    page.language_card.fits.click()
    settle(window)
    assert page.language_card.isHidden() and articles.get(na, article.id).outdated == ""


def test_an_article_keeps_what_it_applies_to_and_says_so_to_its_readers(qtbot, enter, settle, sign_in):
    article = write_article(sign_in("na"))
    window = enter("na")
    page = window.open_record("article", article.id)
    settle(window)
    find = page.form.cells["symptoms"].editor.field.search
    symptom = find("")[0]
    page.form.editor("symptoms").set_value([symptom])
    page.form.editor("symptoms")._person_edited()
    page.form.editor("customer_answer").set_value("请先清洗滤网。")
    page.form.editor("customer_answer")._person_edited()
    page.save()
    settle(window)
    kept = articles.get(sign_in("na"), article.id)
    assert list(kept.symptoms) == [symptom.value] and kept.customer_answer == "请先清洗滤网。"
    assert page.form.value("symptoms") == (symptom.value,) and not page.form.touched


def test_an_article_begun_from_a_ticket_comes_without_names(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    ticket = solved_ticket(na, "陈先生的空调不制冷", "13900001234 已清洗滤网", reporter="陈伟")
    window = enter("na")
    page = window.open_page("new_article", ticket_id=ticket.id)
    settle(window)
    assert page.form.value("question") == "客户的空调不制冷"
    assert "139" not in page.form.value("answer")
    page.save()
    qtbot.waitUntil(lambda: window.current_page().name == "article")
    settle(window)
    assert window.current_page().seen.ticket_id == ticket.id


def test_a_search_in_vain_is_listed_and_begins_the_article_that_is_missing(qtbot, enter, settle, sign_in):
    na = sign_in("na")
    window = enter("na")
    page = window.open_page("knowledge")
    settle(window)
    page.pane.model.text = "扫拖机不回充"
    page.refresh()
    settle(window)
    page._tell_missed()
    settle(window)
    misses = window.open_page("article_misses")
    settle(window)
    (row,) = [one for one in misses.pane.model.rows() if one.words == "扫拖机不回充"]
    misses.pane.opened.emit(row)
    writing = window.current_page()
    assert writing.form.value("question") == "扫拖机不回充"
    writing.form.editor("answer").set_value("重新摆放充电座。")
    writing.save()
    qtbot.waitUntil(lambda: window.current_page().name == "article")
    settle(window)
    assert row.id not in [one.id for one in article_misses.page(na).rows]


def test_readers_choose_between_the_answer_for_us_and_the_one_for_customers(enter, settle, sign_in):
    publish(
        sign_in("na"), sign_in("zhou"), question="滤网多久洗一次", answer="内部：两周", customer_answer="每两周一次。"
    )
    window = enter("na")
    page = window.open_page("knowledge")
    settle(window)
    page.pane.view.setCurrentIndex(page.pane.model.index(0, 0))
    settle(window)
    page.reading.audiences.chosen.emit("customer")
    assert page.reading.answer.text() == "每两周一次。"
    page.reading.copy_answer()
    assert QApplication.clipboard().text() == "每两周一次。"


def test_the_knowledge_base_has_its_pictures(qtbot, enter, settle, sign_in, picture):
    na, zhou = sign_in("na"), sign_in("zhou")
    article = publish(
        na, zhou, answer_en="Clean the filter.", question_en="The air conditioner does not cool",
        customer_answer="请先清洗滤网。",
    )  # fmt: skip
    articles.change(zhou, article, {"answer": "先断电，清洗滤网，再检查室外机是否通风。"}, new_id())
    article_misses.missed(na, "扫拖机不回充")
    window = enter("zhou")
    window.resize(1366, 768)
    for place in ("knowledge", "article_misses", "new_article"):
        window.open_page(place)
        settle(window)
        assert picture(window, f"knowledge-{place}")
    page = window.open_record("article", article.id)
    settle(window)
    assert picture(window, "knowledge-article")
    page.facts_card.versions.click()
    dialog = dialog_of(qtbot, window)
    assert picture(dialog, "knowledge-versions")
    dialog.reject()
