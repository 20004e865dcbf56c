"""aftercare-admin as an administrator types it: exit codes, sentences, first administrator."""

import io
import os
import subprocess
import sys

import psycopg
import pytest

from app import admin, commands
from services import texts
from tests import cluster

PASSWORD = "a long password 7"


@pytest.fixture
def run(tmp_path):
    """Run a command in a home of its own; returns the finished process."""

    def run(*arguments, dsn="", said="", lang="en", **more):
        setting = {**os.environ, "AFTERCARE_HOME": str(tmp_path / "home"), "AFTERCARE_DSN": dsn, **more}
        setting |= {"LC_ALL": "zh_CN.UTF-8" if lang == "zh" else "C.UTF-8", "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "app.admin", *arguments],
            input=said,
            capture_output=True,
            text=True,
            env=setting,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.fixture
def call(monkeypatch, capsys):
    """The same within this process; returns exit code, output and what was said on stderr."""

    def call(*arguments, dsn, said=""):
        monkeypatch.setenv("AFTERCARE_DSN", dsn)
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.setattr(sys, "stdin", io.StringIO(said))
        code = admin.main(arguments)
        return (code, *capsys.readouterr())

    return call


@pytest.fixture
def person(fresh_database, call):
    """Somebody of the test's own, since roles belong to the whole server; returns the login."""
    login = f"p{os.urandom(4).hex()}"
    made = call(
        "create-user", login, "--name", "陈", "--role", "agent", "--store", "xihu", dsn=fresh_database.dsn(), said=PASSWORD
    )  # fmt: skip
    assert made[0] == 0, made
    return login


@pytest.fixture
def empty():
    """The DSN of a database that does not exist yet on the run's server."""
    clone = cluster.Clone(f"{cluster._prefix()}admin_{os.urandom(4).hex()}")
    yield clone
    clone.drop()


def test_from_an_empty_computer_to_the_first_administrator(run):
    try:
        assert run("init").returncode == 0
        made = run(
            "create-user", "boss", "--name", "王总", "--role", "admin", "--store", "hq", said=PASSWORD + "\n", lang="zh"
        )
        assert (made.returncode, made.stderr) == (0, "")
        assert run("status").returncode == 0
        assert run("embedded", "start").returncode == 0
        dsn = run("embedded", "dsn").stdout.strip()
        as_boss = psycopg.conninfo.make_conninfo(dsn, user="s_boss", password=PASSWORD)
        with psycopg.connect(as_boss) as boss:
            assert boss.execute("select roles, must_change_password from who_am_i()").fetchone() == (["admin"], False)
    finally:
        assert run("embedded", "stop").returncode == 0
    assert run("embedded", "dsn").returncode == 1


def test_without_a_database_it_says_what_to_do(run):
    done = run("status")
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "aftercare-admin init" in done.stderr


def test_init_makes_the_database_on_a_server_and_may_be_repeated(call, empty):
    for command in ("init", "init", "upgrade"):
        assert call(command, dsn=empty.dsn())[0] == 0
    assert "schema: version" in call("status", dsn=empty.dsn())[1]


def test_a_database_of_another_program_is_left_alone(call, empty):
    with psycopg.connect(cluster.server_dsn(), autocommit=True) as server:
        server.execute(f"create database {empty.name} template template0 encoding 'UTF8' locale 'C'")
    with empty.connect() as other:
        other.execute("create table theirs (n int)")
    code, _, complaint = call("init", dsn=empty.dsn())
    assert code == 1 and "another program" in complaint
    with empty.connect() as other:
        assert other.execute("select to_regnamespace('aftercare')").fetchone() == (None,)


@pytest.mark.parametrize(
    ("arguments", "said", "sentence"),
    [
        (("create-user", "na", "--name", "李娜", "--role", "agent", "--store", "xihu"), PASSWORD, "already exists"),
        (("create-user", "na2", "--name", "李娜", "--role", "boss", "--store", "xihu"), PASSWORD, "no role boss"),
        (("create-user", "na2", "--name", "李娜", "--role", "agent", "--store", "mars"), PASSWORD, "no store mars"),
        (("create-user", "Na 2", "--name", "李娜", "--role", "agent", "--store", "xihu"), PASSWORD, "lower-case"),
        (("create-user", "na2", "--name", " ", "--role", "agent", "--store", "xihu"), PASSWORD, "1 to 80"),
        (("create-user", "na2", "--name", "李娜", "--role", "agent", "--store", "xihu"), "short", "at least 10"),
        (("create-user", "na2", "--name", "李娜", "--role", "agent", "--store", "xihu"), "", "No password"),
        (("disable-user", "admin"), "", "last administrator"),
        (("disable-user", "nobody"), "", "no user nobody"),
        (("set-password", "nobody"), PASSWORD, "no user nobody"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_1(call, fresh_database, arguments, said, sentence):
    code, _, complaint = call(*arguments, dsn=fresh_database.dsn(), said=said)
    assert code == 1
    assert sentence in complaint and complaint.count("\n") == 1


def test_a_person_made_by_command_works_at_once_or_must_change_the_password_first(call, fresh_database):
    for more in ((), ("--must-change",)):
        login = f"p{os.urandom(4).hex()}"
        made = call(
            "create-user", login, "--name", "陈", "--role", "agent", "sales", "--store", "xihu", "binjiang", *more,
            dsn=fresh_database.dsn(), said=PASSWORD,
        )  # fmt: skip
        assert made[0] == 0, made
        with fresh_database.connect(f"s_{login}", PASSWORD) as person:
            assert person.execute("select count(*) from store").fetchone() == ((0,) if more else (4,))


def test_a_person_of_another_database_keeps_password_and_roles(call, fresh_database, empty):
    assert call("init", dsn=empty.dsn())[0] == 0
    login = f"p{os.urandom(4).hex()}"
    for dsn, password in ((fresh_database.dsn(), PASSWORD), (empty.dsn(), "another password")):
        code, said, _ = call(
            "create-user", login, "--name", "陈", "--role", "agent", "--store", "xihu", dsn=dsn, said=password
        )  # fmt: skip
        assert code == 0
    assert "another database" in said
    for database in (fresh_database, empty):
        with database.connect(f"s_{login}", PASSWORD) as person:
            assert person.execute("select count(*) > 0 from store").fetchone() == (True,)


def test_a_forgotten_password_is_replaced_and_a_disabled_person_can_return(call, fresh_database, person):
    assert call("disable-user", person, dsn=fresh_database.dsn())[0] == 0
    with pytest.raises(psycopg.OperationalError):
        fresh_database.connect(f"s_{person}", PASSWORD)
    assert call("set-password", person, dsn=fresh_database.dsn(), said="yet another one 3")[0] == 0
    with fresh_database.connect(f"s_{person}", "yet another one 3") as again:
        assert again.execute("select count(*) > 0 from store").fetchone() == (True,)


def test_disabling_ends_what_the_person_has_open(call, fresh_database, person):
    with fresh_database.connect(f"s_{person}", PASSWORD) as open_window:
        open_window.execute("select 1")
        assert "1 open connection was ended" in call("disable-user", person, dsn=fresh_database.dsn())[1]
        with pytest.raises(psycopg.OperationalError):
            open_window.execute("select 1")


@pytest.mark.parametrize("arguments", [("disable-user", "tang"), ("init",), ("upgrade",)])
def test_an_agent_s_login_is_refused_by_the_database_itself(call, fresh_database, person, arguments):
    code, _, complaint = call(*arguments, dsn=fresh_database.dsn(f"s_{person}", PASSWORD))
    assert code == 1 and complaint.count("\n") == 1
    assert "right" in complaint or "superuser" in complaint


def test_a_server_that_is_not_there_is_one_sentence(call):
    code, _, complaint = call("status", dsn="postgresql://postgres@127.0.0.1:1/aftercare")
    assert code == 1 and complaint.count("\n") == 1
    assert complaint.strip().endswith("cannot be reached: Connection refused")


def test_the_password_comes_from_pgpassword_too(call, fresh_database, monkeypatch):
    dsn = psycopg.conninfo.make_conninfo(fresh_database.dsn())
    parts = psycopg.conninfo.conninfo_to_dict(dsn)
    bare = f"postgresql://{parts['user']}@/{parts['dbname']}?host={parts['host']}&port={parts['port']}"
    assert call("status", dsn=bare)[0] == 1
    monkeypatch.setenv("PGPASSWORD", str(parts["password"]))
    assert call("status", dsn=bare)[0] == 0


@pytest.mark.parametrize("arguments", [(), ("no-such",), ("create-user", "x"), ("embedded", "burn"), ("--lang", "fr")])
def test_wrong_usage_is_exit_code_2(arguments):
    assert admin.main(arguments) == 2


@pytest.mark.parametrize("name", commands.NAMES)
def test_every_command_has_help_and_a_version(name, capsys):
    assert admin.main([name, "--help"]) == 0
    assert commands.module(name).HELP in " ".join(capsys.readouterr().out.split())
    assert admin.main([name, "--version"]) == 0
    assert capsys.readouterr().out.startswith("aftercare-admin 0.")
    texts.use("zh_CN")


def test_commands_never_import_qt():
    code = (
        "import sys\nfrom app import admin, commands\nadmin.main(['--help'])\n"
        "print([n for n in sys.modules if n.split('.')[0] in ('PySide6', 'qtawesome', 'pyqtgraph')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_what_nobody_foresaw_is_reported_in_a_file_and_said_in_one_sentence(monkeypatch, capsys, tmp_path):
    def fail(_args):
        raise RuntimeError("a wheel came off")

    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path))
    monkeypatch.setattr(commands.module("status"), "run", fail)
    assert admin.main(["--lang", "en", "status"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "a wheel" not in said
    (report,) = (tmp_path / "state" / "crashes").glob("admin-*.txt")
    assert "a wheel came off" in report.read_text()
    assert str(report) in said


def test_backup_restore_and_verification_by_command(call, fresh_database, empty, tmp_path):
    dsn, file = fresh_database.dsn(), tmp_path / "all.backup"
    assert call("jobs", "--once", dsn=dsn)[0] == 0
    assert call("backup", str(file), dsn=dsn)[0] == 0
    assert call("restore", str(file), "--into", empty.name, dsn=dsn)[0] == 0
    assert call("verify-audit", dsn=empty.dsn())[0] == 0
    code, said, _ = call("drill", str(tmp_path), dsn=dsn)
    assert code == 0 and "came back whole" in said
    code, said, _ = call("drill", str(tmp_path), "--when-due", dsn=dsn)
    assert code == 0 and "recent enough" in said
    code, said, _ = call("status", dsn=dsn)
    assert "due work" in said and "last restore drill" in said
    code, _, complaint = call("verify-audit", "--restored", dsn=dsn)
    assert code == 1 and complaint.count("\n") == 1 and "not a restored backup" in complaint
    # another database under another name: no seal of it is kept here, so none is missing
    assert call("verify-audit", "--restored", dsn=empty.dsn())[0] == 0
    code, said, _ = call("swap", fresh_database.name, dsn=dsn)
    assert code == 1
    file.write_bytes(file.read_bytes()[:-100])
    code, _, complaint = call("restore", str(file), "--into", "never", dsn=dsn)
    assert code == 1 and complaint.count("\n") == 1 and "Nothing was changed" in complaint


def test_a_backup_that_is_not_there_is_one_sentence(call, fresh_database):
    code, _, complaint = call("restore", "/nowhere/all.backup", "--into", "never", dsn=fresh_database.dsn())
    assert code == 1 and complaint.count("\n") == 1 and "/nowhere/all.backup" in complaint


def test_sample_data_come_with_one_command(call):
    name = f"test_command_{os.urandom(4).hex()}"
    dsn = cluster.server_dsn(name)
    try:
        assert call("init", dsn=dsn)[0] == 0
        code, said, _ = call(
            "sample", "--orders", "6", "--with-logins", "--password-stdin", dsn=dsn, said="sample-people 1\n"
        )
        assert (code, said[:39]) == (0, "The sample company is there: 6 orders, ")
        assert "li_na" in said
        again = call("sample", dsn=dsn)
        assert (again[0], again[2]) == (
            1,
            "aftercare-admin: This database holds work already; sample data go into an empty one.\n",
        )
    finally:
        cluster.Clone(name).drop()
