"""A DSN is read before the driver is there, and means what the driver says it means."""

import pytest
from psycopg.conninfo import conninfo_to_dict

from app.dsn import parts


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://s_na:p%40ss@db:5433/care?connect_timeout=2",
        "postgres://s_na@db/care",
        "postgresql://db/care%20two?user=s_na&password=a%26b+c",
        "postgresql://s_na:p@/care?host=%2Frun%2Fmy%20socket&port=5433",
        "postgresql://s_na@one:5432,two:5433/care?target_session_attrs=read-write",
        "postgresql://one,two/care",
        "postgresql://s_na@[::1]:5433/care",
        "postgresql://[fe80::1]/care",
        "postgresql://%2Fvar%2Frun/care?ssl=true",
        "postgresql:///care",
        "postgresql://",
        "host=db port=5433 dbname=care user=s_na password='p@ss'",
        r"host = db  user= 's_na' password='it\'s \\ here' dbname=a\ b",
        "host='' dbname=care",
        "dbname='' user=s_na",
        "",
    ],
)
def test_a_dsn_says_the_same_as_to_the_driver(dsn):
    driver = {name: str(value) for name, value in conninfo_to_dict(dsn).items() if value != ""}
    assert parts(dsn) == driver


@pytest.mark.parametrize("dsn", ["care", "host=db care", "host='db", "host=a'b'", "=x"])
def test_what_is_no_dsn_is_refused_before_a_window_comes(dsn):
    with pytest.raises(ValueError, match="neither a URL nor pairs"):
        parts(dsn)
