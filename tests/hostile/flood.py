"""Puts a hostile text into every text column of every table, as far as the tables' own rules let it.

Numbers, codes and states stay: whatever else a person, a file or another program may have written is markup, a
formula or 3,000 characters. Tables and columns that are yet to come are flooded without being named here.
"""

import psycopg
from psycopg import sql

TEXTS = (
    "<b>bold</b>",
    '<img src="file:///etc/passwd"> & <a href="http://example.invalid">click</a>',
    "&File &amp; && <u>x</u>",
    '=HYPERLINK("http://example.invalid","x")',
    "\u202eevil.exe\u202c zero\u200bwidth\ufeff",
    "👩‍👩‍👧‍👦 🇨🇳 𠮷𬭚 Z̷̢̛a̸̧͝l̵̨̛g̶̡͝o̷̧͝",
    "line\nline\r\nline\u2028line <i>x</i>",
    "<html><body><table><tr><td>" + "W" * 90,
    "{name} %s {0} \\n <br>",
)
LONG = ("<b>long</b> " + "W" * 300, "测" * 300, ("word & <i>word</i>\n" * 40).strip())
ENDLESS = ("<p>" + "x" * 4_990, "售后" * 2_500)

# Columns whose text is not somebody's words: read by the program, never shown as it stands.
_KEPT = {
    "login", "number", "code", "list", "page", "time_zone", "table_name", "column_name", "of_table", "axis", "action",
    "by_login", "language", "media_type", "sha256", "file_sha256", "phone_key", "phone_last4", "phone_masked",
    "initials", "pinyin", "pickup_code", "key", "serial_key", "hash", "scope", "printer", "email_masked",
    "address_masked", "wechat_masked", "value", "kind", "state", "zone", "warranty_reason",
}  # fmt: skip
_KEPT_TABLES = {"schema_object", "schema_version", "work_order_transition", "ticket_transition",
                "complaint_transition", "article_transition", "follow_up_transition", "audit_entry", "audit_value", "request", "change",
                "job_run", "reveal", "receipt_counter", "audit_epoch"}  # fmt: skip
_COLUMNS = """
    select c.relname, a.attname
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'aftercare'::regnamespace and c.relkind = 'r' and a.atttypid = 'text'::regtype
      and a.attgenerated = '' and not c.relname = any (%s) and not a.attname = any (%s)
      and a.attname !~ '_(code|by|state|kind)$'
      and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f' and a.attnum = any (k.conkey))
    order by 1, 2"""


def flood(connection: psycopg.Connection) -> dict[str, int]:
    """Write them; returns how many columns of each table hold hostile texts now. connection is a superuser's."""
    columns = connection.execute(_COLUMNS, [list(_KEPT_TABLES), list(_KEPT)]).fetchall()
    flooded: dict[str, int] = {}
    connection.execute("set session_replication_role = replica")
    for place, (table, column) in enumerate(columns):
        for texts in ((*TEXTS, *LONG, *ENDLESS), (*TEXTS, *LONG), TEXTS, [text[:40] for text in TEXTS]):
            if _write(connection, table, column, list(texts), place):
                flooded[table] = flooded.get(table, 0) + 1
                break
    connection.execute("set session_replication_role = origin")
    return flooded


def _write(connection: psycopg.Connection, table: str, column: str, texts: list[str], first: int) -> bool:
    """Whether the table took them: empty columns stay empty in every third row, as real rows are."""
    statement = sql.SQL(
        """update aftercare.{table} t set {column} = (%(texts)s::text[])[1 + (n.n + %(first)s) %% %(many)s]
           from (select ctid, row_number() over (order by ctid) as n from aftercare.{table}) n
           where n.ctid = t.ctid and t.{column} is not null and (t.{column} <> '' or n.n %% 3 <> 0)"""
    ).format(table=sql.Identifier(table), column=sql.Identifier(column))
    try:
        with connection.transaction():
            done = connection.execute(statement, {"texts": texts, "first": first, "many": len(texts)})
        return done.rowcount > 0
    except psycopg.errors.IntegrityError:
        return False
