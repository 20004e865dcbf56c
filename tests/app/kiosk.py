"""The kiosk's window at work, and what is done and read in it; import the fixture where it is wanted."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from app.guest_place import KioskPlace
from services.ids import new_id
from tests.guest_samples import FIRST_PASSWORD


@pytest.fixture
def kiosk(at_work, company, qtbot):
    """The kiosk of the Xihu store, at its start page."""
    place = at_work(company.kiosk(), FIRST_PASSWORD)
    assert isinstance(place, KioskPlace)
    qtbot.waitUntil(lambda: place.window.at_start)
    yield place
    place.end(None, tell=False)


def type_in(window, number, code):
    """Type both as with a keyboard, Enter after each."""
    form = window.start.form
    for column, typed in (("number", number), ("code", code)):
        field = form.editor(column).focus_widget
        field.setFocus()
        QTest.keyClicks(field, typed)
    window.start.submit_button.click()


def wrong(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def words_on(window):
    """All that labels and fields of a window say."""
    labels = [label.text() + label.accessibleName() for label in window.findChildren(QLabel)]
    return "\n".join(labels + [field.text() for field in window.findChildren(QLineEdit)])


def put_article(
    company,
    question="手机不能充电怎么办？",
    question_en="My phone does not charge?",
    category="fault",
    symptoms=("no_power",),
):
    article = new_id()
    company.root(
        """insert into article (id, question, question_en, answer, customer_answer, customer_answer_en, category, symptoms)
           values (:i, :q, :e, '更换尾插', '先清洁充电口，再换一根线试试。', 'Clean the port first, then try another cable.',
                   :c, :s)""",
        i=article,
        q=question,
        e=question_en,
        c=category,
        s=list(symptoms),
    )
    company.root("update article set state = 'published' where id = :i", i=article)
    return article


def put_more_articles(company):
    put_article(company, "屏幕碎了，多少钱能修？", "The screen is broken", "price", ("no_display",))
    put_article(company, "保修期从哪一天算起？", "When does the warranty begin?", "warranty", ())


def put_products(company):
    """Models that are shown to customers, and one that is not."""
    told = (
        ("phone", "云岫", "YX-P14", "P14 · 256 GB", "Yunxiu P14", 4699, 12, "整机防水，电池 5,100 mAh。", "Water-resistant."),
        ("washer", "青禾", "XQG100", "滚筒洗衣机 10 kg", "Qinghe washer 10 kg", 2699, 36, "静音省水，免费安装。", "Quiet; fitted free."),
        ("network", "瀚海", "HH-AX3", "AX3 路由器", "Hanhai AX3 router", None, 18, "覆盖 120 平方米。", ""),
        ("phone", "拓尔", "TR-A30", "A30 长辈手机", "Tuoer A30", 899, 0, "大字大音量，一键呼叫家人，信号灯提示来电。", ""),
    )  # fmt: skip
    put = """insert into product_model (id, category_id, brand, model_no, name, name_en, retail_price, warranty_months, pitch,
                                        pitch_en, shown)
             values (:i, (select id from product_category where code = :c), :b, :m, :n, :e, :p, :w, :z, :x, :s)"""
    for category, brand, number, name, english, price, months, words, words_en in told:
        company.root(put, i=new_id(), c=category, b=brand, m=number, n=name, e=english, p=price, w=months, z=words,
                     x=words_en, s=True)  # fmt: skip
    company.root(
        put, i=new_id(), c="tv", b="澜川", m="LC55Q", n="55 英寸电视", e="", p=2999, w=12, z="未发布", x="", s=False
    )


def touch(field):
    """A finger on a field."""
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)


def keep(window, name):
    """A picture, where somebody wants to look at it."""
    folder = os.environ.get("AFTERCARE_PICTURES")
    if folder:
        QApplication.processEvents()
        window.grab().save(str(Path(folder) / f"{name}.png"))
