"""What a workstation remembers, and how it finds its database."""

from dataclasses import replace

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from app import settings
from app.settings import Profile, Route, Settings


@pytest.fixture
def file(tmp_path):
    return tmp_path / "config" / "settings.toml"


def test_what_is_saved_is_read_again(file):
    kept = Settings(
        language="en",
        theme="dark",
        scale_percent=125,
        workstation="counter 2",
        printers={"intake": Route("HP 'A5'", "a5", 2)},
    ).with_profile(Profile("总部", ("db1.example.com", "db2.example.com"), 5433, "care", sslrootcert="C:\\ca.crt"))
    settings.save(kept, file)
    assert settings.load(file) == kept
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_keys_of_a_later_version_survive_a_save(file):
    file.parent.mkdir()
    file.write_text('moon = "full"\n[[profiles]]\nname = "a"\ntide = 3\n[later]\nx = [1, 2]\n', encoding="utf-8")
    settings.save(replace(settings.load(file), theme="dark"), file)
    text = file.read_text(encoding="utf-8")
    for part in ('moon = "full"', "tide = 3", "[later]", 'theme = "dark"'):
        assert part in text


def test_values_that_make_no_sense_fall_back_to_the_usual(file):
    file.parent.mkdir()
    file.write_text('language = "xx"\ntheme = 4\nscale_percent = 9000\nprofiles = [{port = 1}, 7]\n', encoding="utf-8")
    assert settings.load(file) == Settings()


@pytest.mark.logs("settings.broken.toml")
def test_a_broken_file_is_put_aside_and_the_program_starts(file):
    file.parent.mkdir()
    file.write_text("language = [", encoding="utf-8")
    assert settings.load(file) == Settings()
    assert (file.parent / "settings.broken.toml").read_text(encoding="utf-8") == "language = ["


def test_a_server_elsewhere_must_prove_who_it_is():
    parts = conninfo_to_dict(Profile("a", ("db1", "db2"), sslrootcert="/etc/it's ca.crt").conninfo("s_na", "a\\b 'c'"))
    assert parts["sslmode"] == "verify-full"
    assert parts["sslrootcert"] == "/etc/it's ca.crt"
    assert parts["channel_binding"] == "require"
    assert parts["target_session_attrs"] == "read-write"
    assert parts["password"] == "a\\b 'c'"
    assert parts["tcp_user_timeout"] == "15000"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "/run/postgresql"])
def test_a_server_on_this_computer_needs_no_certificate(host):
    assert conninfo_to_dict(Profile("a", (host,)).conninfo())["sslmode"] == "prefer"


def test_an_unknown_ssl_mode_in_the_file_never_becomes_a_weaker_one(file):
    file.parent.mkdir()
    file.write_text('[[profiles]]\nname = "a"\nhosts = ["localhost"]\nsslmode = "prefr"\n', encoding="utf-8")
    assert settings.load(file).profiles[0].effective_sslmode == "verify-full"


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql://na:p%40ss@db:5433/care?connect_timeout=2",
        "postgresql://na:p%40ss@/care?host=%2Frun%2Fmy%20socket&port=5433&connect_timeout=2",
        "host=db port=5433 dbname=care user=na password='p@ss' connect_timeout=2",
    ],
)
def test_the_server_of_the_environment_gets_our_time_limits_unless_it_names_its_own(monkeypatch, dsn):
    monkeypatch.setenv("AFTERCARE_DSN", dsn)
    given, used = conninfo_to_dict(dsn), conninfo_to_dict(settings.environment_dsn())
    assert given.items() <= used.items()
    assert used["tcp_user_timeout"] == "15000"
    assert used["application_name"].startswith("aftercare-")


def test_the_time_limits_are_understood_by_the_driver(database):
    with psycopg.connect(settings.with_keepalives(database.dsn())) as connection:
        assert connection.execute("show application_name").fetchone()[0].startswith("aftercare-")


def test_one_variable_moves_every_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path / "my shop"))
    for folder in (settings.config_folder(), settings.data_folder(), settings.state_folder()):
        assert folder.parent == tmp_path / "my shop"
