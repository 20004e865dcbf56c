"""A person asks for what is on file about him, or to be forgotten."""

import json
import re
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import text

from services import customer_parts, customers, person_requests, personal_data
from services.errors import NotPermitted, ServiceError
from services.table_names import table_words
from tests.customer_samples import make_customer
from tests.desk_samples import record_complaint
from tests.work_order_samples import bring_to, customer_with_device, step, take_in


def test_everything_on_file_is_written_for_the_person_and_logged(sign_in, tmp_path):
    desk, manager = sign_in("na"), sign_in("zhou")
    values = {"name": "王芳", "phone": "13812345678", "address": "文三路 9 号", "hobbies": "钓鱼"}
    wang = customers.create(desk, values, uuid4())
    customer_parts.add(desk, "contact", wang, {"name": "王父", "phone": "13900001111"}, uuid4())
    customer_parts.add(desk, "customer_note", wang, {"body": "小心"}, uuid4())
    path = tmp_path / "wang.json"
    person_requests.export_person(manager, wang, path, "本人申请")
    records = json.loads(path.read_text("utf-8"))["records"]
    (customer,) = records["customer"]
    assert customer["phone"] == "13812345678" and customer["address"] == "文三路 9 号"
    assert records["contact"][0]["phone"] == "13900001111" and records["customer_file"][0]["hobbies"] == "钓鱼"
    assert records["customer_note"][0]["body"] == "小心"
    assert [look["kind"] for look in records["reveal"]] == ["export"]
    page = tmp_path / "wang.html"
    person_requests.export_person(manager, wang, page, "本人申请")
    written = page.read_text("utf-8")
    for words in ("13812345678", "文三路 9 号", "13900001111", "钓鱼", "小心", table_words("contact")):
        assert words in written
    assert ("zhou", "export", 2) in {(v.login, v.kind, v.looks) for v in personal_data.volume(sign_in("admin"))}
    with pytest.raises(NotPermitted):
        person_requests.export_person(desk, wang, path)
    with pytest.raises(ServiceError, match="export_not_possible"):
        person_requests.export_person(manager, wang, tmp_path / "none" / "wang.json")


def test_hostile_words_stay_words_on_the_exported_page(sign_in, tmp_path):
    desk, manager = sign_in("na"), sign_in("zhou")
    customer = customers.create(desk, {"name": "<script>alert(1)</script>", "hobbies": '"><img src=x>'}, uuid4())
    page = tmp_path / "x.html"
    person_requests.export_person(manager, customer, page)
    written = page.read_text("utf-8")
    assert "<script" not in written and "<img" not in written and "&lt;script&gt;" in written


def test_a_forgotten_person_is_nowhere_not_even_in_the_audit_trail(login, superuser):
    desk, manager = login("na"), login("zhou")
    seen = customers.get(
        desk, customers.create(desk, {"name": "南宫问天", "phone": "13812345678", "hobbies": "南宫钓鱼"}, uuid4())
    )
    seen = customers.change(desk, seen, {"name": "南宫问雅"}, uuid4())
    customer_parts.add(desk, "contact", seen.id, {"name": "南宫父", "phone": "13900001111", "family": "南宫"}, uuid4())
    customer_parts.add(desk, "customer_address", seen.id, {"address": "南宫路 1 号"}, uuid4())
    customer_parts.add(desk, "customer_note", seen.id, {"body": "南宫的备注"}, uuid4())
    person_requests.erase(manager, customers.get(desk, seen.id), "本人申请", uuid4())
    after = customers.get(desk, seen.id)
    assert (after.name, after.phone_masked) == (f"#{seen.number}", "") and after.archived_at is not None
    assert set(after.file.values()) == {""}
    tables = superuser.execute(
        text("select relname from pg_class where relnamespace = 'aftercare'::regnamespace and relkind = 'r'")
    ).scalars()
    left = [
        table
        for table in tables.all()
        if superuser.execute(
            text(f"select count(*) from {table} t where t::text ~ '南宫|13812345678|13900001111'")
        ).scalar()
    ]
    assert left == []
    assert superuser.execute(text("select login, reason from reveal where kind = 'erase'")).all() == [
        ("zhou", "本人申请")
    ]


def test_a_merged_person_is_forgotten_with_the_one_he_became(login, superuser):
    desk, manager = login("na"), login("zhou")
    kept = customers.get(desk, make_customer(superuser, "王芳"))
    gone = customers.get(desk, make_customer(superuser, "王芬", "13900001111"))
    kept = customers.merge(desk, kept, gone, uuid4())
    person_requests.erase(manager, kept, "x", uuid4())
    assert customers.get(desk, gone.id).name.startswith("#K")


def test_nobody_is_forgotten_while_something_is_open(login, superuser):
    desk, manager = login("na"), login("zhou")
    customer_id, device_id = customer_with_device(superuser)
    order = take_in(desk, customer_id, device_id).orders[0].id
    with pytest.raises(ServiceError, match="erase_has_order"):
        person_requests.erase(manager, customers.get(desk, customer_id), "x", uuid4())
    bring_to(login, order, "delivered")
    step(manager, order, "close")
    record_complaint(desk, customer_id=customer_id)
    with pytest.raises(ServiceError, match="erase_has_complaint"):
        person_requests.erase(manager, customers.get(desk, customer_id), "x", uuid4())
    with pytest.raises(NotPermitted):
        person_requests.erase(desk, customers.get(desk, customer_id), "x", uuid4())


def test_every_refusal_to_forget_is_a_sentence_though_nobody_opened_another_screen():
    functions = Path("models/sql/functions/09_customers.sql").read_text("utf-8")
    codes = sorted(set(re.findall(r"refuse\('(erase_\w+)'", functions)))
    assert len(codes) == 4
    code = "import sys; from services import errors, person_requests; print(*[c for c in sys.argv[1:] if c not in errors._sentences])"
    # a program of its own: here other tests have loaded every service
    done = subprocess.run([sys.executable, "-c", code, *codes], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
