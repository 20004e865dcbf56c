"""Sets up a primary with a synchronous standby, watches it, and lets the standby take over.

usage: .venv/bin/python installer/standby.py COMMAND ...

  prepare DSN --network CIDR   on the primary: the role that copies, what has to be set, what pg_hba.conf lacks
  make DSN --data DIR          on the standby's computer, as the account PostgreSQL runs under: copy the primary into
                               the empty folder DIR, which is then started like any other cluster
  follow DSN                   on the primary: from now on every save waits until the standby has it too
  alone DSN                    on the primary: it waits for no standby any more (the standby is broken or away)
  status DSN                   whether this server is the primary, who follows it and how far behind
  promote DSN [--primary DSN]  on the standby: it becomes the primary; refused while the old one answers

DSN is a superuser's libpq URL; for make it may be the copying role's. The password comes from the DSN, PGPASSWORD
or .pgpass. More about it: resources/help/en/growing.md.
"""

import argparse
import os
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

ROLE = "aftercare_replica"
NAME = "aftercare_standby"
# A standby that stays away must not fill the primary's disk with what it has not fetched.
KEPT_FOR_STANDBY = "8GB"
_WANTED = {"wal_level": ("replica", "logical")}


class StandbyError(Exception):
    """The sentence that ends the command."""


def connect(dsn: str) -> psycopg.Connection:
    """A superuser's connection, each statement for itself."""
    try:
        connection = psycopg.connect(dsn, autocommit=True, connect_timeout=5, application_name="aftercare-standby")
    except psycopg.OperationalError as error:
        raise _unreachable(error) from error
    if _one(connection, "select rolsuper from pg_roles where rolname = current_user") is not True:
        connection.close()
        raise StandbyError("This needs a superuser of the server.")
    return connection


def _one(connection: psycopg.Connection, question: str) -> object:
    row = connection.execute(question.encode()).fetchone()
    return row[0] if row else None


def prepare(connection: psycopg.Connection, network: str) -> tuple[str | None, list[str]]:
    """Make the role that copies; returns its password where it is new, and what the administrator still has to do."""
    if _one(connection, "select pg_is_in_recovery()"):
        raise StandbyError("This server is a standby itself.")
    word = None
    if _one(connection, f"select exists (select from pg_roles where rolname = '{ROLE}')") is not True:
        word = secrets.token_urlsafe(24)
        # As a verifier: statements may be logged.
        verifier = connection.pgconn.encrypt_password(word.encode(), ROLE.encode(), b"scram-sha-256")
        connection.execute(
            sql.SQL("create role {} login replication connection limit 5 password {}").format(
                sql.Identifier(ROLE), sql.Literal(verifier.decode())
            )
        )
    connection.execute(sql.SQL("alter system set max_slot_wal_keep_size = {}").format(sql.Literal(KEPT_FOR_STANDBY)))
    connection.execute("select pg_reload_conf()")
    todo = []
    for name, fitting in _WANTED.items():
        if _one(connection, f"show {name}") not in fitting:
            connection.execute(
                sql.SQL("alter system set {} = {}").format(sql.Identifier(name), sql.Literal(fitting[0]))
            )
            todo.append(f"Restart this server: {name} is {fitting[0]} only then.")
    for name in ("max_wal_senders", "max_replication_slots"):
        if int(str(_one(connection, f"show {name}"))) < 4:
            connection.execute(sql.SQL("alter system set {} = '10'").format(sql.Identifier(name)))
            todo.append(f"Restart this server: {name} is 10 only then.")
    if not _lets_in(connection):
        encrypted = _one(connection, "show ssl") == "on"
        line = f"{'hostssl' if encrypted else 'host'} replication {ROLE} {network} scram-sha-256"
        todo.append(
            f"Add this line to {_one(connection, 'show hba_file')} and run 'select pg_reload_conf()':\n  {line}"
        )
    return word, todo


def _lets_in(connection: psycopg.Connection) -> bool:
    """Whether some line of pg_hba.conf speaks of the copying role by name."""
    return bool(
        _one(
            connection,
            f"""select exists (select from pg_hba_file_rules
                               where 'replication' = any (database) and '{ROLE}' = any (user_name))""",
        )
    )


Run = Callable[[list[str], dict[str, str]], tuple[int, str]]


def _run(command: list[str], environment: dict[str, str]) -> tuple[int, str]:
    done = subprocess.run(
        command, env={**os.environ, **environment}, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


def make(dsn: str, data: Path, pg_basebackup: Path, run: Run = _run) -> None:
    """Copy the primary into an empty folder, ready to be started as its standby.

    dsn: of the role that copies, or a superuser's. The copy names itself to the primary and has a slot there.
    """
    if data.exists() and any(data.iterdir()):
        raise StandbyError(f"{data} is not empty; move away what is in it.")
    parts = {key: str(value) for key, value in conninfo_to_dict(dsn).items() if value is not None}
    word = parts.pop("password", os.environ.get("PGPASSWORD", ""))
    parts.pop("dbname", None)
    parts["application_name"] = NAME
    command = [
        str(pg_basebackup), f"--dbname={make_conninfo('', **parts)}", f"--pgdata={data}", "--write-recovery-conf",
        f"--slot={NAME}", "--checkpoint=fast", "--wal-method=stream", "--no-password",
    ]  # fmt: skip
    environment = {"PGPASSWORD": word} if word else {}
    # --write-recovery-conf keeps the password for the standby, in a file only its account can read.
    code, said = run([*command, "--create-slot"], environment)
    if code != 0 and f'"{NAME}" already exists' in said:  # a standby that is made again
        code, said = run(command, environment)
    if code != 0:
        raise StandbyError(f"The copy failed: {said.strip().splitlines()[-1] if said.strip() else code}")


def follow(connection: psycopg.Connection) -> None:
    """From now on a save counts only once the standby has it; refused while the standby is not connected."""
    row = connection.execute(
        "select state from pg_stat_replication where application_name = %s order by state = 'streaming' desc", [NAME]
    ).fetchone()
    if row is None or row[0] != "streaming":
        raise StandbyError("No standby follows this server yet: every save would wait for ever.")
    _wait_for(connection, f"FIRST 1 ({NAME})")


def alone(connection: psycopg.Connection) -> None:
    """Wait for no standby; saves that hang go on at once."""
    _wait_for(connection, "")


def _wait_for(connection: psycopg.Connection, names: str) -> None:
    connection.execute(sql.SQL("alter system set synchronous_standby_names = {}").format(sql.Literal(names)))
    connection.execute("select pg_reload_conf()")


def status(connection: psycopg.Connection) -> list[str]:
    """What this server is, a line a fact."""
    if _one(connection, "select pg_is_in_recovery()"):
        behind = _one(
            connection, "select coalesce(round(extract(epoch from now() - pg_last_xact_replay_timestamp()))::text, '-')"
        )
        linked = _one(connection, "select count(*) from pg_stat_wal_receiver where status = 'streaming'")
        return ["standby", f"follows a primary: {'yes' if linked else 'no'}", f"newest change, seconds ago: {behind}"]
    lines = ["primary", f"waits for: {_one(connection, 'show synchronous_standby_names') or 'nobody'}"]
    for name, state, sync, behind in connection.execute(
        """select application_name, state, sync_state, pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)
           from pg_stat_replication order by 1"""
    ):
        lines.append(f"{name}: {state}, {sync}, {behind} bytes behind")
    waiting = _one(connection, "select count(*) from pg_stat_activity where wait_event = 'SyncRep'")
    if waiting:
        lines.append(f"saves waiting for the standby: {waiting}")
    lost = _one(connection, "select string_agg(slot_name, ', ') from pg_replication_slots where wal_status = 'lost'")
    if lost:
        lines.append(f"stayed away too long and has to be made again: {lost}")
    return lines


def promote(connection: psycopg.Connection, primary: str | None = None) -> None:
    """Make the standby the primary; primary: of the old one, which must not answer any more."""
    if _one(connection, "select pg_is_in_recovery()") is not True:
        raise StandbyError("This server is the primary already.")
    if _one(connection, "select count(*) from pg_stat_wal_receiver where status = 'streaming'"):
        raise StandbyError("The old primary still sends changes to this standby: switch it off first.")
    if primary is not None:
        try:
            psycopg.connect(primary, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if error.pgconn is not None and error.pgconn.used_password:
                raise StandbyError("The old primary still answers: switch it off first.") from error
        else:
            raise StandbyError("The old primary still answers: switch it off first.")
    # Copied from the primary: it would wait for itself.
    alone(connection)
    if _one(connection, "select pg_promote(true, 60)") is not True:
        raise StandbyError("The standby did not become a primary within a minute; its log says why.")


def program(name: str, major: int) -> Path:
    """One of PostgreSQL's programs of that major version, on this computer."""
    debian = Path(f"/usr/lib/postgresql/{major}/bin/{name}")
    found = str(debian) if debian.exists() else shutil.which(name)
    if not found:
        raise StandbyError(f"{name} of PostgreSQL {major} is not on this computer; install the server's package.")
    return Path(found)


def _major(dsn: str) -> int:
    """Of the server; asked the way the copying role is let in, which may be no other."""
    try:
        with psycopg.connect(dsn, replication="true", autocommit=True, connect_timeout=5) as connection:
            return connection.info.server_version // 10000
    except psycopg.OperationalError as error:
        raise _unreachable(error) from error


def _unreachable(error: psycopg.OperationalError) -> StandbyError:
    lines = [line.strip() for line in str(error).splitlines() if "failed: " in line] or [str(error)]
    return StandbyError(f"The server cannot be reached: {lines[-1].rpartition('failed: ')[2]}")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(usage=__doc__.partition("usage: ")[2])
    parser.add_argument("command", choices=("prepare", "make", "follow", "alone", "status", "promote"))
    parser.add_argument("dsn")
    parser.add_argument("--network", default="samenet")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--primary")
    args = parser.parse_args(arguments)
    if args.command == "make" and args.data is None:
        parser.error("make needs --data")
    try:
        return _do(args)
    except StandbyError as error:
        print(error, file=sys.stderr)
    except psycopg.Error as error:
        print(str(error).splitlines()[0], file=sys.stderr)
    return 1


def _do(args: argparse.Namespace) -> int:
    if args.command == "make":
        if os.name == "posix" and os.geteuid() == 0:
            raise StandbyError("Run this as the account PostgreSQL runs under (often 'postgres'), not as root.")
        make(args.dsn, args.data, program("pg_basebackup", _major(args.dsn)))
        print(f"{args.data} is a standby: start it, then run 'follow' on the primary.")
        return 0
    with connect(args.dsn) as connection:
        if args.command == "prepare":
            word, todo = prepare(connection, args.network)
            if word is not None:
                print(f"The role {ROLE} copies; its password, shown once: {word}")
            for line in todo:
                print(line)
            print("Then run 'make' on the standby's computer." if todo else "Now run 'make' on the standby's computer.")
        elif args.command == "follow":
            follow(connection)
            print("Every save now waits for the standby too.")
        elif args.command == "alone":
            alone(connection)
            print("This server waits for no standby.")
        elif args.command == "status":
            print("\n".join(status(connection)))
        else:
            promote(connection, args.primary)
            print("This server is the primary now. The old one must not come back as it is: make it a standby of this.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
