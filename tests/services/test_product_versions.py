"""Versions of software products (CSS-06): kept by managers and administrators, run by installations."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from services import devices, product_versions, products
from services.errors import ServiceError
from tests.desk_samples import open_ticket


@pytest.fixture
def zhou(login):
    return login("zhou")


def software(db, name="客房软件", **values):
    return products.create(db, {"name": name, "software": True, **values}, uuid4())


def version_of(db, model, name="5.4", **values):
    return product_versions.create(db, model, {"name": name, "released_on": date(2026, 1, 1), **values}, uuid4())


def test_versions_are_listed_the_newest_first_with_who_runs_them(zhou):
    model = software(zhou)
    old = version_of(zhou, model, "5.2", released_on=date(2024, 5, 1), supported_until=date(2025, 5, 1))
    new = version_of(zhou, model, "6.0", released_on=date(2026, 9, 1), note="支持电子发票")
    devices.create(zhou, {"product_model_id": model, "serial_no": "L-1", "product_version_id": old}, uuid4())
    found = product_versions.of_model(zhou, model)
    assert [(one.id, one.over, one.devices) for one in found] == [(new, False, 0), (old, True, 1)]
    (device,) = devices.page(zhou, devices.Wanted(product_model_id=model)).rows
    told = devices.get(zhou, device.id)
    assert (told.software, told.product_version, told.supported_until) == (True, "5.2", date(2025, 5, 1))


def test_a_name_comes_once_and_days_make_sense(zhou):
    model = software(zhou)
    version_of(zhou, model, "5.4")
    for values, code in (
        ({"name": "5.4"}, "version_exists"),
        ({"name": " "}, "version_name_missing"),
        ({"name": "5.5", "supported_until": date(2025, 1, 1)}, "version_days"),
    ):
        with pytest.raises(ServiceError) as refused:
            version_of(zhou, model, **values)
        assert refused.value.code == code


def test_an_installation_runs_a_version_of_its_own_model(zhou):
    model, other = software(zhou), software(zhou, "热线软件")
    mine, foreign = version_of(zhou, model), version_of(zhou, other)
    with pytest.raises(ServiceError) as refused:
        devices.create(zhou, {"product_model_id": model, "product_version_id": foreign}, uuid4())
    assert refused.value.code == "version_of_other_model"
    device = devices.create(zhou, {"product_model_id": model, "product_version_id": mine}, uuid4())
    moved = devices.change(zhou, devices.get(zhou, device), {"product_model_id": other}, uuid4())
    assert moved.product_version_id is None


def test_merging_models_brings_versions_and_installations_along(zhou):
    kept, gone = software(zhou), software(zhou, "客房管理软件")
    same = version_of(zhou, kept, "v5.4")
    twin, only = version_of(zhou, gone, "V5.4"), version_of(zhou, gone, "6.0")
    first = devices.create(zhou, {"product_model_id": gone, "product_version_id": twin}, uuid4())
    second = devices.create(zhou, {"product_model_id": gone, "product_version_id": only}, uuid4())
    products.merge(zhou, kept, gone, uuid4())
    assert devices.get(zhou, first).product_version_id == same
    assert devices.get(zhou, second).product_version_id == only
    assert {one.id for one in product_versions.of_model(zhou, kept)} == {same, only}


def test_a_model_without_installations_goes_with_its_versions(zhou):
    model = software(zhou)
    version_of(zhou, model)
    assert products.remove(zhou, products.get(zhou, model), uuid4()) == "removed"
    run = software(zhou)
    version = version_of(zhou, run)
    devices.create(zhou, {"product_model_id": run, "product_version_id": version}, uuid4())
    assert products.remove(zhou, products.get(zhou, run), uuid4()) == "archived"
    assert [one.id for one in product_versions.of_model(zhou, run)] == [version]


def test_agents_read_versions_and_write_none(login, zhou):
    model = software(zhou)
    version_of(zhou, model)
    na = login("na")
    (seen,) = product_versions.of_model(na, model)
    for attempt in (
        lambda: version_of(na, model, "9.9"),
        lambda: product_versions.change(na, seen, {"name": "9.9"}, uuid4()),
        lambda: product_versions.archive(na, seen, uuid4()),
    ):
        with pytest.raises(ServiceError):
            attempt()


def test_changing_and_archiving_a_version(zhou):
    model = software(zhou)
    version_of(zhou, model)
    (seen,) = product_versions.of_model(zhou, model)
    until = date(2026, 1, 1) + timedelta(days=365)
    product_versions.change(zhou, seen, {"supported_until": until}, uuid4())
    (seen,) = product_versions.of_model(zhou, model)
    assert seen.supported_until == until
    product_versions.archive(zhou, seen, uuid4())
    assert product_versions.of_model(zhou, model) == []


def test_a_ticket_says_which_version_it_is_about(login, zhou):
    model = software(zhou, brand="简工")
    device = devices.create(zhou, {"product_model_id": model, "product_version_id": version_of(zhou, model)}, uuid4())
    ticket = open_ticket(login("na"), "升级后打不开", device_id=device)
    assert ticket.device_name == "简工 客房软件 5.4"
