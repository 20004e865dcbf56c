"""With which settings a person's connection is opened, whatever has been set for him or for the database."""

from typing import Any

from psycopg.conninfo import conninfo_to_dict

from services.answering import KEEPALIVES

# What anybody may set for his role, or an administrator for the database, must not change what we read: dates in
# another order, numbers with fewer digits, text in another encoding.
_READ_ALIKE = {
    "search_path": "aftercare,pg_temp",
    "datestyle": "ISO",
    "intervalstyle": "postgres",
    "bytea_output": "hex",
    "extra_float_digits": "1",
    "standard_conforming_strings": "on",
}


def settings_of_person(conninfo: str, application: str) -> dict[str, Any]:
    """What psycopg is to connect with: what the conninfo says, found alive or not within seconds, read alike."""
    given = conninfo_to_dict(conninfo)
    options = [str(given.pop("options", None) or ""), *(f"-c {name}={value}" for name, value in _READ_ALIKE.items())]
    return {
        **KEEPALIVES,
        "application_name": application,
        **given,
        "client_encoding": "UTF8",
        "options": " ".join(options).strip(),
    }
