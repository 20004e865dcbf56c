"""aftercare-admin import and export as an administrator types them."""

import pytest

from app import admin
from app.commands import export, import_
from services.database import role_of
from services.transfer import tables
from services.transfer.kinds import KINDS
from tests.people import PASSWORD
from tests.services.transfer.files import csv_file
from tests.services.transfer.test_ords import HEAD, row


@pytest.fixture
def call(monkeypatch, capsys, fresh_database):
    def call(*arguments, person=None):
        dsn = fresh_database.dsn(role_of(person), PASSWORD) if person else fresh_database.dsn()
        monkeypatch.setenv("AFTERCARE_DSN", dsn)
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        code = admin.main([str(each) for each in arguments])
        return (code, *capsys.readouterr())

    return call


def test_the_commands_name_the_kinds_there_are():
    assert set(import_.KINDS) == set(KINDS)
    assert set(export.KINDS) == set(tables.TABLES)


def test_history_is_tried_imported_and_exported(call, tmp_path):
    path = csv_file(tmp_path, [HEAD, row("rc_1", "Fixed"), row("rc_2", "kaputt"), row("rc_3", "End of life")])
    code, said, complained = call("import", "ords", path, "--dry-run")
    assert code == 0 and "3 rows read: 2 would be added" in said and "line 3" in complained
    assert call("export", "orders", tmp_path / "none.csv")[1].startswith("0 rows")
    code, said, _complained = call("import", "ords", path, "--refused", tmp_path / "refused.csv")
    assert (code, said) == (0, "3 rows read: 2 added, 0 were there already, 1 refused.\n")
    assert "kaputt" in (tmp_path / "refused.csv").read_text("utf-8-sig")
    assert call("export", "orders", tmp_path / "orders.xlsx")[:2] == (
        0,
        f"2 rows written to {tmp_path / 'orders.xlsx'}.\n",
    )


def test_a_person_imports_with_his_own_rights(call, tmp_path):
    path = csv_file(tmp_path, [("Customer name", "Phone"), ("Ann", "13812340001")])
    assert call("import", "customers", path, person="na")[0] == 0
    code, _said, complained = call("import", "customers", path, person="shen")
    assert code == 1 and complained.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "customers", "/no/such/file.csv"),
        ("import", "staff", "x.csv"),
        ("import", "customers"),
        ("export", "customers", "list.txt"),
        ("export", "customers", "/no/such/folder/list.csv"),
    ],
)
def test_what_does_not_go_is_one_sentence(call, arguments):
    code, said, complained = call(*arguments)
    assert code in (1, 2) and said == "" and "Traceback" not in complained and complained
