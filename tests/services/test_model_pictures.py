"""Pictures of product models: kept by the keepers of the catalogue, the first shown to customers."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from services import attachments, products, public_products
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.app.kiosk import put_products
from tests.guest_samples import company
from tests.people import known

__all__ = ["company"]
PICTURE, SMALL = b"\xff\xd8 a picture", b"\xff\xd8 small"


@pytest.fixture
def model(login):
    return products.create(login("zhou"), {"brand": "云岫", "model_no": "YX-1", "name": "手机一号"}, uuid4())


def add(db, model, small=SMALL):
    return attachments.add_to_model(db, model, PICTURE, request=new_id(), name="正面.jpg", thumbnail=small)


@pytest.mark.parametrize("keeper", ["zhou", "admin"])
def test_keepers_add_and_withdraw_pictures_that_everybody_reads(login, model, keeper):
    added = add(login(keeper), model)
    (seen,) = attachments.of_model(login("tang"), model)
    assert (seen.id, seen.kind, seen.thumbnail) == (added, "product", SMALL)
    assert attachments.data(login("na"), added) == PICTURE
    attachments.withdraw(login(keeper), seen, request=new_id())
    assert attachments.of_model(login("na"), model) == []


@pytest.mark.parametrize("other", ["na", "tang"])
def test_nobody_else_adds_or_withdraws_one(login, model, other):
    with pytest.raises(NotPermitted):
        add(login(other), model)
    add(login("zhou"), model)
    (seen,) = attachments.of_model(login(other), model)
    with pytest.raises(ServiceError):
        attachments.withdraw(login(other), seen, request=new_id())
    assert len(attachments.of_model(login("zhou"), model)) == 1


def test_a_picture_belongs_to_its_model_alone(login, model, superuser):
    with login("zhou").transaction() as connection:
        connection.execute(
            text("""insert into attachment (id, product_model_id, course_id, work_order_id, kind, media_type, size, sha256)
                    values (:i, :m, :other, :other, 'product', 'image/jpeg', 1, :h)"""),
            {"i": new_id(), "m": model, "other": known("store xihu"), "h": "0" * 64},
        )
    row = superuser.execute(text("select course_id, work_order_id, store_id from attachment")).one()
    assert tuple(row) == (None, None, None)
    with pytest.raises(ServiceError), login("zhou").transaction() as connection:
        connection.execute(
            text("""insert into attachment (id, product_model_id, kind, media_type, size, sha256)
                    values (:i, :m, 'product', 'application/pdf', 1, :h)"""),
            {"i": new_id(), "m": model, "h": "0" * 64},
        )


def test_a_model_has_at_most_twelve_pictures_of_limited_size(login, model):
    zhou = login("zhou")
    for _one in range(12):
        add(zhou, model)
    with pytest.raises(ServiceError) as full:
        add(zhou, model)
    assert full.value.code == "model_pictures_full"
    attachments.withdraw(zhou, attachments.of_model(zhou, model)[0], request=new_id())
    with pytest.raises(ServiceError) as large:
        attachments.add_to_model(zhou, model, b"x" * 400_001, request=new_id())
    assert large.value.code == "attachment_too_large"
    add(zhou, model)
    assert len(attachments.of_model(zhou, model)) == 12


def test_pictures_go_along_when_two_entries_become_one(login, model):
    zhou = login("zhou")
    twin = products.create(zhou, {"brand": "云岫", "name": "手机 1 号"}, uuid4())
    added = add(zhou, twin)
    assert products.merge(zhou, model, twin, uuid4()) == "removed"
    assert [one.id for one in attachments.of_model(zhou, model)] == [added]


def test_a_model_with_pictures_is_archived_not_deleted(login, model):
    zhou = login("zhou")
    add(zhou, model)
    assert products.remove(zhou, products.get(zhou, model), uuid4()) == "archived"
    assert len(attachments.of_model(zhou, model)) == 1


def test_customers_see_the_first_picture_that_was_not_withdrawn(company):
    put_products(company)
    zhou = company.person("zhou")
    (model,) = [one.id for one in public_products.read(company.enter(company.kiosk()).db) if one.model_no == "YX-P14"]
    add(zhou, model, b"\xff\xd8 first")
    add(zhou, model, b"\xff\xd8 second")
    own = company.own(company.customer()).db

    def shown():
        return {one.model_no: one.picture for one in public_products.read(own) if one.picture is not None}

    assert {number: bytes(picture) for number, picture in shown().items()} == {"YX-P14": b"\xff\xd8 first"}
    attachments.withdraw(zhou, attachments.of_model(zhou, model)[0], request=new_id())
    assert bytes(shown()["YX-P14"]) == b"\xff\xd8 second"


def test_guests_ask_for_no_picture_themselves(company):
    put_products(company)
    own = company.own(company.customer()).db
    for table in ("attachment", "attachment_data"):
        with pytest.raises(ServiceError), own.read() as connection:
            connection.execute(text(f"select count(*) from {table}"))
