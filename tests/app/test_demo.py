"""Trying the program: a company of its own, signed in, gone afterwards."""

import psycopg
import pytest

from app.demo import LOGIN, PASSWORD, Demonstration
from app.places import Places
from app.remembered import Remembered
from services import order_lists, sign_in, texts


@pytest.fixture(scope="module")
def demonstration():
    made = Demonstration(orders=6)
    steps: list[str] = []
    made.start(steps.append)
    assert any("100" in step for step in steps)
    yield made
    made.close()


def test_its_person_signs_in_and_finds_orders(demonstration):
    place = demonstration.place
    session = sign_in.enter(place.conninfo(), place.login, place.password)
    try:
        assert (session.person.login, session.store_name) == (LOGIN, "杭州西湖店")
        assert order_lists.page(session.db).rows
    finally:
        session.db.close()


def test_it_is_made_once(demonstration):
    made = demonstration.place.conninfo()
    assert demonstration.start().conninfo() == made


def test_its_name_follows_the_language(demonstration):
    assert demonstration.place.name == "示例公司"
    with texts.in_language("en"):
        assert demonstration.place.name == "Sample company"


def test_whoever_signs_out_is_asked_by_the_same_company(demonstration):
    places = Places(Remembered(), only=demonstration.place)
    assert places.given.password == PASSWORD
    places.ask_for_password()
    assert [(place.name, place.login, place.password) for place in places.all()] == [
        (demonstration.place.name, LOGIN, "")
    ]


def test_nothing_is_left_of_it():
    made = Demonstration(orders=2)
    place = made.start()
    where = place.conninfo()
    made.close()
    assert made.place is None
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(where, user="s_chen_jing", password=PASSWORD, connect_timeout=3)
