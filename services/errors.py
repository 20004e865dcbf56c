"""What can go wrong, as codes that people have a sentence for.

Every module of services registers the sentences of its own codes with `sentences`, and the names of
constraints with `constraints`; a test walks all of them and fails on a missing text.
"""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
from sqlalchemy.exc import DBAPIError

from services.texts import N_, _

_sentences: dict[str, str] = {}
_constraints: dict[str, tuple[str, str | None]] = {}


def sentences(**texts: str) -> None:
    """Register one sentence a code; `{names}` in it are filled from the error's values."""
    _sentences.update(texts)


def constraints(names: Mapping[str, tuple[str, str | None]]) -> None:
    """Register for constraint names the code that people see and the field it belongs to."""
    _constraints.update(names)


def known_codes() -> frozenset[str]:
    """All codes that have a sentence."""
    return frozenset(_sentences)


def known_constraints() -> dict[str, tuple[str, str | None]]:
    """Constraint names with the code and the field that people see."""
    return dict(_constraints)


class ServiceError(Exception):
    """A refusal that the person can understand and often mend; `field` names the form's field."""

    def __init__(self, code: str, field: str | None = None, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values

    def sentence(self) -> str:
        """What happened and what to do, in the language of the moment."""
        text = _(_sentences.get(self.code, _sentences["unexpected"]))
        try:
            return text.format(**self.values)
        except (KeyError, IndexError):
            return text


class Conflict(ServiceError):
    """Somebody else saved first and both changed the same fields.

    base: what the form was loaded with; mine: what is to be saved; theirs: what the database holds now,
    each as {column: value} of the fields both changed; version: the database's version; by: the name of who saved.
    """

    def __init__(
        self, base: Mapping[str, Any], mine: Mapping[str, Any], theirs: Mapping[str, Any], version: int, by: str = ""
    ) -> None:
        super().__init__("conflict", by=by)
        self.base, self.mine, self.theirs = dict(base), dict(mine), dict(theirs)
        self.version = version
        self.by = by


class NotPermitted(ServiceError):
    """The database's rights refuse it."""

    def __init__(self, code: str = "not_permitted", field: str | None = None, **values: Any) -> None:
        super().__init__(code, field, **values)


class Unavailable(ServiceError):
    """The database cannot be reached or did not answer in time; trying again may help."""

    def __init__(self, code: str = "unavailable", **values: Any) -> None:
        super().__init__(code, **values)


class OutcomeUnknown(Unavailable):
    """The connection was lost during COMMIT: look the request id up before repeating."""

    def __init__(self) -> None:
        super().__init__("outcome_unknown")


class NotSignedIn(ServiceError):
    """Wrong name or password, or the account is closed."""


class Cancelled(ServiceError):
    """The person cancelled the work; nothing is said about it."""

    def __init__(self) -> None:
        super().__init__("cancelled")


# SQLSTATE (or its class) -> code; retried ones never reach a person unless they keep happening.
_STATES = {
    "23502": "required_missing",
    "23503": "still_referred",
    "23505": "exists_already",
    "23514": "value_refused",
    "22001": "too_long",
    "22003": "number_too_large",
    "22007": "date_wrong",
    "22008": "date_wrong",
    "22021": "character_refused",
    "22P02": "value_refused",
    "22P05": "character_refused",
    "25006": "read_only",
    "40001": "busy",
    "40P01": "busy",
    "55P03": "busy",
    "53": "server_full",
    "54": "too_complex",
    "57014": "took_too_long",
    "AC002": "conflict",
}
# Besides lost connections: sessions that the server ended, for idling or with the database.
_GONE = ("08", "57P01", "57P02", "57P03", "57P04", "57P05", "25P03", "25P04")


def is_gone(error: BaseException) -> bool:
    """Whether this driver error means that the connection is lost."""
    if not isinstance(error, psycopg.Error):
        return False
    state = error.sqlstate
    if state is None:
        return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
    return state.startswith(_GONE)


def is_lost(error: BaseException) -> bool:
    """`is_gone`, for what SQLAlchemy raises too."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, psycopg.Error) and is_gone(cause)


@contextlib.contextmanager
def in_our_words() -> Iterator[None]:
    """What the driver raises meanwhile becomes a ServiceError."""
    try:
        yield
    except DBAPIError as error:
        if isinstance(error.orig, psycopg.Error):
            raise from_driver(error.orig) from error
        raise
    except psycopg.Error as error:
        raise from_driver(error) from error
    except UnicodeEncodeError as error:
        # half a character, as a broken clipboard has it
        raise ServiceError("character_refused") from error


def from_driver(error: psycopg.Error) -> ServiceError:
    """The service error for a driver's error."""
    state = error.sqlstate or ""
    diag = error.diag
    if state == "AC001":
        detail = json.loads(diag.message_detail or "{}")
        return ServiceError(diag.message_primary or "unexpected", detail.get("field"), **(detail.get("values") or {}))
    if state == "42501":
        return NotPermitted()
    if not state and isinstance(error, psycopg.DataError):
        # refused by the driver before it is sent: a NUL in a text
        return ServiceError("character_refused")
    if state == "22P02" and "type json" in str(error):
        # our JSON is always well formed; half a character in a text is what it cannot hold
        return ServiceError("character_refused")
    if is_gone(error):
        return Unavailable()
    if diag.constraint_name in _constraints:
        code, field = _constraints[diag.constraint_name]
        return ServiceError(code, field)
    if (diag.constraint_name or "").endswith("_lengths_check"):
        return ServiceError("too_long")
    code = _STATES.get(state) or _STATES.get(state[:2], "unexpected")
    field = diag.column_name
    if field is None and diag.constraint_name and state == "23514":
        field = re.sub(r"_check$", "", diag.constraint_name.removeprefix(f"{diag.table_name}_"))
    values: dict[str, Any] = {"detail": diag.message_primary or str(error)}
    # A standby refuses to save until it is promoted: trying again may help.
    return (
        Unavailable(code, **values)
        if code in ("busy", "server_full", "read_only")
        else ServiceError(code, field, **values)
    )


sentences(
    unexpected=N_("The program met an error it does not know. Nothing was saved; please pass on the report."),
    conflict=N_("The data has been changed by somebody else. Do you want to reload it?"),
    not_permitted=N_("You do not have the right to do this. Ask your administrator if you need it."),
    closed_meanwhile=N_(
        "{by} saved this record meanwhile, and you cannot change it any more. What you typed stays here; copy what is "
        "still needed."
    ),
    unavailable=N_("The database cannot be reached. What you typed is kept; try again in a moment."),
    outcome_unknown=N_("The connection broke while saving. The program checks whether it was saved."),
    cancelled=N_("Cancelled."),
    sign_in_failed=N_("The user name or password is wrong."),
    sign_in_unavailable=N_("The database server does not answer. Check the network or ask your administrator."),
    append_only=N_("Records of what happened cannot be changed or removed."),
    required_missing=N_("This must be filled in."),
    still_referred=N_("Other records still refer to this one, so it cannot be removed or changed that way."),
    exists_already=N_("There is already a record with this value."),
    value_refused=N_("This value is not allowed here."),
    too_long=N_("This is too long."),
    number_too_large=N_("This number is too large."),
    date_wrong=N_("This is not a date."),
    character_refused=N_("The text contains a character that cannot be stored (a NUL or half a character)."),
    read_only=N_("The database is read-only at the moment; saving is not possible now."),
    busy=N_("Somebody else is working on the same record right now. Please try again."),
    server_full=N_("The database server has no room for more connections or data. Tell your administrator."),
    too_complex=N_("This is too much at once. Narrow it down."),
    took_too_long=N_("This took too long and was stopped. Narrow the search or try again."),
    program_too_old=N_("This program is too old for the database. Please update the program."),
    schema_too_old=N_("The database is older than this program. Ask your administrator to upgrade it."),
    no_schema=N_("There is no Aftercare database there. Ask your administrator to set it up (aftercare-admin init)."),
    gone_record=N_("This record no longer exists or you may not see it."),
)
