"""Who is asking, told in one go for searches, and what it is made of."""

import pytest
from sqlalchemy import text

from tests.people import CAST


@pytest.mark.parametrize("name", [person[0] for person in CAST])
def test_what_searches_ask_at_once_is_what_each_function_tells(login, name):
    with login(name).read() as connection:
        scope = connection.execute(text("select (my_scope()).*")).one()
        assert scope.staff_id == connection.execute(text("select my_staff_id()")).scalar()
        assert sorted(scope.stores) == sorted(connection.execute(text("select my_visible_store_ids()")).scalar())
        assert connection.execute(text("select (my_roles()).*")).one() == (scope.staff_id, scope.roles)
        given = connection.execute(text("select roles_of(:login)"), {"login": name}).scalar_one()
        assert set(given) == set(scope.roles) - {"staff"}
        for role in ("admin", "manager", "agent", "technician", "parts", "sales", "finance", "auditor"):
            assert connection.execute(text("select i_am(:role)"), {"role": role}).scalar() == (role in given)


def test_who_must_change_the_password_is_nobody_for_searches(superuser, login):
    db = login("na")
    superuser.execute(text("update aftercare.staff set must_change_password = true where login = 'na'"))
    with db.read() as connection:
        scope = connection.execute(text("select (my_scope()).*")).one()
        assert (scope.staff_id, scope.stores, scope.roles) == (None, [], [])
        assert connection.execute(text("select (my_roles()).*")).one() == (None, [])
        assert connection.execute(text("select i_am('agent')")).scalar() is False


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("5678", "5678"),
        ("13812345678", "13812345678"),
        ("8613812345678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("00865718888", "05718888"),
        ("0571-88886666", "057188886666"),
        ("１３８１２３４５６７８", "13812345678"),
        ("+86 571 8888 6666 转 802", "057188886666"),
    ],
)
def test_a_number_is_one_however_it_is_typed(superuser, typed, key):
    assert superuser.execute(text("select aftercare.phone_key(:typed)"), {"typed": typed}).scalar() == key
