"""Who may read, add and change which column of which table, as a page people can read and tests can try.

The page is made from the catalogue of a freshly built database and kept with the project, so that a change
of rights shows up in review; a test tries every cell of it by raw SQL as each role.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, text

from models.kiosk import KINDS
from models.organisation import STAFF_ROLES
from services.texts import LANGUAGES, N_, _, in_language

ALL = "all"
NONE = "—"
HEAD = """# Rights matrix 权限矩阵

What each role may do with each table, for somebody who connects with `psql` too. `all` means every column,
`all but a, b` every column except those, `—` nothing. Nobody may delete, truncate or lock a table, and states
change only through functions. *Rows* is the condition that the database adds to every statement.

各角色对各表可做的操作，使用 `psql` 直接连接时同样有效。`all` 为全部列，`—` 为无权。任何人都不能删除、清空或锁定表，状态只能通过函数改变。
*Rows* 是数据库附加在每条语句上的行条件。
"""

# Roles of those who are no staff; they hold no right on any table.
GUESTS = KINDS
GUESTS_HEAD = """
## Kiosk and customer 自助查询机与客户

A store's kiosk and a customer with a sign-in of his own reach no table, with `psql` neither. They may call these
functions and no others; each gives only what belongs to the caller, or what number and code of a slip open.

门店自助查询机和客户账号无权访问任何表，使用 `psql` 直接连接时同样如此。只能调用下列函数；每个函数只返回属于调用者本人的内容，
或凭受理单上的单号与取机码打开的内容。
"""
CALLS = {
    "change_guest_password": N_("Changes the own password"),
    "guest_who": N_("Who is signed in, and for which store or customer"),
    "kiosk_answer": N_("Keeps the answers to the survey about the order that was opened"),
    "kiosk_ask": N_("Takes number and code as they were typed, and counts the try"),
    "kiosk_read": N_("Shows the order that number and code open"),
    "login_name": N_("The name of the own sign-in"),
    "own_devices": N_("The own devices"),
    "own_file": N_("The own file, contact data masked"),
    "own_follow_up_figures": N_("How satisfied customers are, in figures without names"),
    "own_follow_ups": N_("The own follow-ups that are over"),
    "own_problem_figures": N_("How many problems proved justified, in figures without names"),
    "own_order": N_("One of the own orders with what happened to it"),
    "own_orders": N_("The own orders"),
    "own_service_figures": N_("How well customers are served, in figures without names"),
    "own_survey_answer": N_("Keeps the answers to an own survey"),
    "own_surveys": N_("The surveys that wait for the own answers"),
    "public_articles": N_("Finds published answers written for customers"),
    "public_products": N_("The products that are shown to customers"),
    "public_topics": N_("The topics of published answers"),
    "refuse": N_("Refuses in the words of the program; it changes nothing"),
}


@dataclass(frozen=True)
class Call:
    """A function that a kiosk or a customer may call. signature: with the types of its arguments."""

    role: str
    name: str
    signature: str

    @property
    def words(self) -> str:
        """What it gives, in the language of the moment."""
        return _(CALLS[self.name])


@dataclass(frozen=True)
class Cell:
    """One role's rights on one table: column names."""

    table: str
    role: str
    read: frozenset[str]
    add: frozenset[str]
    change: frozenset[str]


_COLUMNS = text("""
    select c.relname as "table", a.attname as "column", r.role,
           has_column_privilege('aftercare_' || r.role, c.oid, a.attnum, 'select')
             or has_column_privilege('aftercare_staff', c.oid, a.attnum, 'select') as read,
           has_column_privilege('aftercare_' || r.role, c.oid, a.attnum, 'insert')
             or has_column_privilege('aftercare_staff', c.oid, a.attnum, 'insert') as add,
           has_column_privilege('aftercare_' || r.role, c.oid, a.attnum, 'update')
             or has_column_privilege('aftercare_staff', c.oid, a.attnum, 'update') as change
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'aftercare'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    cross join unnest(cast(:roles as text[])) r(role)
    where c.relkind in ('r', 'p') and c.relname <> 'alembic_version'
    order by c.relname, r.role, a.attnum""")
_CALLS = text("""
    select r.role, p.proname as name,
           p.proname || '(' || oidvectortypes(p.proargtypes) || ')' as signature
    from pg_proc p
    join pg_namespace n on n.oid = p.pronamespace and n.nspname = 'aftercare'
    cross join unnest(cast(:roles as text[])) r(role)
    where p.prorettype <> 'trigger'::regtype and has_function_privilege('aftercare_' || r.role, p.oid, 'execute')
    order by r.role, p.proname, 3""")
_REACHED = text("""
    select distinct r.role, c.relname
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'aftercare'
    cross join unnest(cast(:roles as text[])) r(role)
    where c.relkind in ('r', 'p', 'v', 'm')
      and (has_any_column_privilege('aftercare_' || r.role, c.oid, 'select, insert, update, references')
           or has_table_privilege('aftercare_' || r.role, c.oid, 'delete, truncate, trigger'))
    order by 1, 2""")
_POLICIES = text("""
    select c.relname as "table", g.rolname as role, p.polcmd::text as command, p.polname as name,
           pg_get_expr(p.polqual, p.polrelid) as rows, pg_get_expr(p.polwithcheck, p.polrelid) as new_rows
    from pg_policy p
    join pg_class c on c.oid = p.polrelid
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'aftercare'
    cross join unnest(p.polroles) member(oid)
    join pg_roles g on g.oid = member.oid
    where p.polname <> 'functions_see_all'
    order by 1, 2, 4""")
_COMMANDS = {"r": "read", "a": "add", "w": "change", "d": "delete", "*": "all"}


def columns(connection: Connection) -> dict[str, list[str]]:
    """All columns of every table, in their order."""
    found: dict[str, list[str]] = {}
    for row in connection.execute(_COLUMNS, {"roles": ["admin"]}):
        found.setdefault(row.table, []).append(row.column)
    return found


def cells(connection: Connection) -> list[Cell]:
    """The matrix as the catalogue has it: one cell for each table and role."""
    gathered: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in connection.execute(_COLUMNS, {"roles": list(STAFF_ROLES)}):
        cell = gathered.setdefault((row.table, row.role), {"read": set(), "add": set(), "change": set()})
        for right in cell:
            if getattr(row, right):
                cell[right].add(row.column)
    return [
        Cell(table, role, frozenset(c["read"]), frozenset(c["add"]), frozenset(c["change"]))
        for (table, role), c in gathered.items()
    ]


def calls(connection: Connection) -> list[Call]:
    """What a kiosk and a customer may call."""
    return [Call(*row) for row in connection.execute(_CALLS, {"roles": list(GUESTS)})]


def tables_of_guests(connection: Connection) -> list[tuple[str, str]]:
    """Tables on which a kiosk or a customer holds any right, with the role; there should be none."""
    return [(role, table) for role, table in connection.execute(_REACHED, {"roles": list(GUESTS)})]


def _guests(connection: Connection) -> str:
    lines = [GUESTS_HEAD]
    lines += [f"- `{role}` reaches the table `{table}`" for role, table in tables_of_guests(connection)]
    for call in calls(connection):
        said = []
        for language in LANGUAGES:
            with in_language(language):
                said.append(call.words)
        lines.append(f"- `{call.role}` calls `{call.signature}`: {' · '.join(said)}")
    return "\n".join(lines)


def page(connection: Connection) -> str:
    """The whole page as Markdown."""
    every = columns(connection)
    policies: dict[str, list[str]] = {}
    for row in connection.execute(_POLICIES):
        condition = " ".join((row.rows or row.new_rows or "").replace("aftercare.", "").split())
        if row.rows and row.new_rows and row.rows != row.new_rows:
            condition += " / new: " + " ".join(row.new_rows.replace("aftercare.", "").split())
        policies.setdefault(row.table, []).append(
            f"- `{row.role.removeprefix('aftercare_')}` {_COMMANDS[row.command]}: `{condition or 'true'}`"
        )
    by_table: dict[str, list[Cell]] = {}
    for cell in cells(connection):
        by_table.setdefault(cell.table, []).append(cell)
    parts = [HEAD]
    for table, rows in by_table.items():
        parts.append(f"\n## {table}\n\n| role | read | add | change |\n|---|---|---|---|")
        parts += [
            f"| {cell.role} | {_words(cell.read, every[table])} | {_words(cell.add, every[table])} | "
            f"{_words(cell.change, every[table])} |"
            for cell in rows
        ]
        parts.append("\nRows:\n" + "\n".join(policies.get(table, ["- nobody: only functions reach this table"])))
    parts.append(_guests(connection))
    return "\n".join(parts) + "\n"


def parse_calls(markdown: str) -> list[tuple[str, str]]:
    """Role and signature of each function of the page's part about kiosks and customers."""
    return re.findall(r"^- `(\w+)` calls `([^`]+)`", markdown, re.MULTILINE)


def parse(markdown: str, every: dict[str, list[str]]) -> list[Cell]:
    """The cells of a page, for the test that tries them."""
    found, table = [], ""
    for line in markdown.splitlines():
        if line.startswith("## "):
            table = line[3:].strip()
        elif line.startswith("| ") and not line.startswith("| role "):
            role, *rights = (part.strip() for part in line.strip("| ").split(" | "))
            read, add, change = (_unwords(words, every[table]) for words in rights)
            found.append(Cell(table, role, read, add, change))
    return found


def _words(some: frozenset[str], every: list[str]) -> str:
    missing = [column for column in every if column not in some]
    if not some:
        return NONE
    if not missing:
        return ALL
    if len(missing) < len(some) / 2:
        return "all but " + ", ".join(missing)
    return ", ".join(column for column in every if column in some)


def _unwords(words: str, every: Iterable[str]) -> frozenset[str]:
    if words == NONE:
        return frozenset()
    if words == ALL:
        return frozenset(every)
    if words.startswith("all but "):
        return frozenset(every) - set(words.removeprefix("all but ").split(", "))
    return frozenset(words.split(", "))
