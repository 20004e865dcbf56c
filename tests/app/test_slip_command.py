"""aftercare-admin slip as an administrator types it."""

import re
from pathlib import Path

import pypdfium2
import pytest

from app import admin
from services import intakes, payments
from services.database import Database, role_of
from services.ids import new_id
from tests.people import PASSWORD
from tests.work_order_samples import customer_with_device, take_in


@pytest.fixture
def opened(fresh_database) -> intakes.Opened:
    """Two devices taken in together by Na, one of them with a prepayment."""
    with fresh_database.begin() as connection:
        customer, one = customer_with_device(connection)
        _other, two = customer_with_device(connection)
    na = Database(fresh_database.dsn(role_of("na"), PASSWORD), login="na")
    opened = take_in(na, customer, one, two)
    payments.take(na, new_id(), opened.orders[0].id, "cash", 100, kind="prepayment", request=new_id())
    na.close()
    return opened


@pytest.fixture
def call(monkeypatch, capsys, fresh_database):
    def call(*arguments, person="na"):
        monkeypatch.setenv(
            "AFTERCARE_DSN", fresh_database.dsn(role_of(person), PASSWORD) if person else fresh_database.dsn()
        )
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        code = admin.main([str(each) for each in arguments])
        said, complained = capsys.readouterr()
        report = re.search(r"the report is in (.+)\.$", complained)
        assert report is None, Path(report[1]).read_text(encoding="utf-8")
        return code, said, complained

    return call


def _words(path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(document[n].get_textpage().get_text_range() for n in range(len(document)))
    finally:
        document.close()


@pytest.mark.parametrize("person", ["na", None])
def test_an_intake_s_number_gives_one_slip_of_all_its_orders(call, opened, tmp_path, person):
    out = tmp_path / "slip.pdf"
    assert call("slip", opened.number, "--media", "a5", "--out", out, person=person)[::2] == (0, "")
    said = _words(out)
    assert all(order.number in said for order in opened.orders)
    assert said.count("维修受理单") == 1


@pytest.mark.parametrize("person", ["na", None])
@pytest.mark.parametrize(
    ("paper", "media"),
    [
        ("intake", "80mm"),
        ("worksheet", "a4"),
        ("receipt", "80mm"),
        ("delivery", "a5"),
        ("repair", "a4"),
        ("label", "60x40"),
        ("card", "a4"),
        ("quote", "a4"),
    ],
)
def test_every_paper_of_an_order_can_be_written(call, opened, tmp_path, paper, media, person):
    out = tmp_path / "paper.pdf"
    wanted = ("--paper", paper, "--media", media, "--out", out)
    code, _said, complained = call("slip", opened.orders[0].number, *wanted, person=person)
    assert (code, complained) == (0, "") and out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("W0000-00000",), "no longer exists"),
        (("{paid}", "--media", "a3"), "not printed on a3"),
        (("{unpaid}", "--paper", "receipt"), "Nothing was paid"),
        (("{paid}", "--out", "/no/such/folder/x.pdf"), "could not be written"),
    ],
)
def test_what_cannot_be_printed_is_said_in_one_sentence(call, opened, tmp_path, arguments, says):
    numbers = {"paid": opened.orders[0].number, "unpaid": opened.orders[1].number}
    given = [str(argument).format(**numbers) for argument in arguments]
    if "--out" not in given:
        given += ["--out", str(tmp_path / "x.pdf")]
    code, _said, complained = call("slip", *given)
    assert code == 1 and says in complained and complained.count("\n") == 1
