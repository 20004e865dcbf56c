"""What holds for every table and function, so that a new one cannot forget it."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from models import objects
from models.catalogue import metadata
from services.setup import alembic_config


def _names(connection: Connection, statement: str) -> list[str]:
    return list(connection.execute(text(statement)).scalars())


def test_the_models_and_the_migrations_say_the_same(superuser):
    superuser.execute(text("set local search_path = pg_catalog"))
    # Alembic takes the schema in which the connection opened for the nameless one, and that was ours.
    superuser.dialect.default_schema_name = "pg_catalog"
    context = MigrationContext.configure(
        superuser,
        opts={"target_metadata": metadata, "include_schemas": True, "version_table_schema": "aftercare"},
    )
    differences = [step for step in compare_metadata(context, metadata) if "alembic_version" not in str(step)]
    assert differences == []


def test_the_migrations_are_one_line(superuser):
    assert len(ScriptDirectory.from_config(alembic_config(superuser)).get_heads()) == 1


def test_every_table_has_row_security_and_at_least_the_functions_policy(superuser):
    assert (
        _names(
            superuser,
            """
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = 'aftercare' and c.relkind in ('r', 'p') and c.relname <> 'alembic_version'
          and not (c.relrowsecurity and exists (select from pg_policy p where p.polrelid = c.oid))""",
        )
        == []
    )


def test_nobody_may_update_or_insert_a_whole_table_or_delete(superuser):
    people = tuple(g for g in objects.GROUPS if g.removeprefix("aftercare_") not in objects.FUNCTION_OWNERS)
    assert (
        _names(
            superuser,
            f"""
        select grantee || ' ' || privilege_type || ' ' || table_name from information_schema.table_privileges
        where table_schema = 'aftercare' and grantee in {people}
          and privilege_type not in ('SELECT') """,
        )
        == []
    )


def test_no_table_is_granted_to_public(superuser):
    assert (
        _names(
            superuser,
            """
        select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a
        where n.nspname = 'aftercare' and a.grantee = 0""",
        )
        == []
    )


def test_personal_columns_are_granted_for_reading_to_no_person(superuser):
    personal = [(t.name, c.name) for t in metadata.sorted_tables for c in t.columns if c.info.get("personal")]
    people = [g for g in objects.GROUPS if g.removeprefix("aftercare_") not in objects.FUNCTION_OWNERS]
    readable = [
        (role, table, column)
        for table, column in personal
        for role in people
        if superuser.execute(
            text("select has_column_privilege(:role, :table, :column, 'select')"),
            {"role": role, "table": f"aftercare.{table}", "column": column},
        ).scalar()
    ]
    assert readable == []


def test_no_function_may_be_called_by_everybody(superuser):
    assert (
        _names(
            superuser,
            """
        select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'aftercare' and has_function_privilege('public', p.oid, 'execute')""",
        )
        == []
    )


def test_functions_with_more_rights_pin_their_search_path_and_never_belong_to_the_table_owner(superuser):
    assert (
        _names(
            superuser,
            """
        select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
        where n.nspname = 'aftercare' and p.prosecdef
          and (not coalesce(p.proconfig, '{}') @> array['search_path=pg_catalog, pg_temp']
               or p.proowner = 'aftercare_owner'::regrole
               or (select r.rolsuper from pg_roles r where r.oid = p.proowner))""",
        )
        == []
    )


def test_policies_never_call_a_function_for_every_row(superuser):
    """A function of ours in a policy stands in a sub-select, so that it runs once a statement."""
    policies = superuser.execute(
        text("""
        select tablename || '.' || policyname as name, coalesce(qual, '') || ' ' || coalesce(with_check, '') as body
        from pg_policies where schemaname = 'aftercare'""")
    ).all()
    per_row = (
        "my_store_ids()",
        "my_managed_store_ids()",
        "my_staff_id()",
        "i_am_active()",
        "my_visible_store_ids()",
        "login_name()",
    )
    wrong = []
    for name, body in policies:
        flat = body.replace("aftercare.", "")
        for call in per_row:
            if flat.count(call) != flat.count(f"SELECT {call}"):
                wrong.append((name, call))
    assert wrong == []


def test_nobody_is_a_member_of_the_owners(superuser):
    assert (
        _names(
            superuser,
            """
        select m.rolname from pg_auth_members a join pg_roles m on m.oid = a.member join pg_roles g on g.oid = a.roleid
        where g.rolname in ('aftercare_owner', 'aftercare_identity', 'aftercare_history', 'aftercare_search',
                            'aftercare_workflow', 'aftercare_due', 'aftercare_accounts', 'aftercare_transfer',
                            'aftercare_guests')
          and not m.rolsuper""",
        )
        == []
    )
