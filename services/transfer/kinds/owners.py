"""Whose a row of a file is: customers by their number, or by name and the last digits of the phone."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Connection, text

from services import errors
from services.errors import ServiceError
from services.texts import N_
from services.transfer.fields import Prepared, Values
from services.transfer.kinds.writing import records

errors.sentences(
    import_customer_unknown=N_("There is no customer {value}; import customers first."),
    import_customer_ambiguous=N_("Several customers fit {value}; give the customer number."),
)

_OWNERS = text("""
    select r.key, c.id
    from (select q.*, case when length(phone_key(q.phone)) >= 7 then right(phone_key(q.phone), 4) else '' end as last4
          from jsonb_to_recordset(:rows) as q (key text, number text, name text, phone text)) r
    join customer c on c.archived_at is null and (
      r.number <> '' and c.number = r.number
      or r.number = '' and c.name = r.name and (r.last4 = '' or c.phone_last4 = r.last4))""")


def owners_of(connection: Connection, rows: Sequence[Prepared]) -> dict[str, list[UUID]]:
    """The customers that fit these rows, by the row's own words; see owner_of."""
    asked = {
        key: {
            "key": key,
            "number": (row.values.get("customer_number") or "").strip(),
            "name": (row.values.get("customer_name") or "").strip(),
            "phone": (row.values.get("customer_phone") or "").strip(),
        }
        for row in rows
        if (key := _owner_key(row.values))
    }
    found: dict[str, list[UUID]] = {}
    if asked:
        for row in connection.execute(_OWNERS, {"rows": records(list(asked.values()))}):
            found.setdefault(row.key, []).append(row.id)
    return found


def owner_of(values: Values, owners: Mapping[str, Sequence[UUID]]) -> tuple[ServiceError | None, UUID | None]:
    """The one customer of a row, None where it names nobody; or why there is none."""
    key = _owner_key(values)
    if not key:
        return None, None
    found = owners.get(key, [])
    said = (values.get("customer_number") or values.get("customer_name") or "").strip()
    if not found:
        return ServiceError("import_customer_unknown", value=said), None
    if len(found) > 1:
        return ServiceError("import_customer_ambiguous", value=said), None
    return None, found[0]


def _owner_key(values: Values) -> str:
    parts = [(values.get(name) or "").strip() for name in ("customer_number", "customer_name", "customer_phone")]
    return "\x1f".join(parts) if parts[0] or parts[1] else ""
