"""Whether the faults fall upon every kind of record that a service writes."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from tests.faults import client

SERVICES = Path(client.__file__).parents[2] / "services"
SAVES = (Path(client.__file__), *Path(client.__file__).parent.glob("*_saves.py"))

# Services that write and are not among the saves: why.
EXEMPT: Mapping[str, str] = {
    **dict.fromkeys(
        ("order_errors", "rows", "steps"),
        "no records of its own: what the others write by",
    ),
    **dict.fromkeys(
        ("appraisal_rules", "calendars", "check_items", "code_lists", "customer_parts", "inspection_criteria",
         "organisation", "own_details", "parameters", "price_list", "print_routes", "product_versions", "products", "regions",
         "saved_views", "service_levels", "shop_texts", "technicians"),
        "kept now and then in one transaction, as projects, texts, rules and who a customer is are here",
    ),
    **dict.fromkeys(
        ("article_misses", "tellings", "ticket_reminders", "vouchers"),
        "one statement that ends or puts off what is there, as a call that was taken and a voucher that was redeemed here",
    ),
    "counter": "intakes.open_intake with more in its transaction",
    "guests": "makes a role of the cluster, which outlives the database of a round",
    "people": "makes a role of the cluster, which outlives the database of a round",
    "person_requests": "takes away what these rounds count: tests/services/test_erasure.py",
    "retention": "takes away what these rounds count: tests/services/test_retention.py",
    "sending_tests": "a message in the outbox, which senders.py kills the sender of",
    "transfer/running": "goes on where it was cut off: tests/services/transfer",
}  # fmt: skip


def _writing() -> Iterator[tuple[str, str]]:
    """Each public function of a service that takes a request, as (module, function)."""
    for path in SERVICES.rglob("*.py"):
        module = path.relative_to(SERVICES).with_suffix("").as_posix()
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                taken = {one.arg for one in (*node.args.args, *node.args.kwonlyargs)}
                asks_once = any(isinstance(one, ast.Attribute) and one.attr == "once" for one in ast.walk(node))
                if "request" in taken or asks_once:
                    yield module, node.name


def _saved() -> set[tuple[str, str]]:
    """Each function of a module that the saves call, as (module, function)."""
    return {
        (node.func.value.id, node.func.attr)
        for path in SAVES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
    }


def test_every_kind_of_record_that_a_service_writes_is_saved_amid_the_faults_or_exempt():
    writing, saved = set(_writing()), _saved()
    covered = {module for module, _name in writing & saved}
    forgotten = {f"{module}.{name}" for module, name in writing if module not in covered and module not in EXEMPT}
    assert not forgotten, f"neither among the saves nor exempt: {sorted(forgotten)}"
    assert len(covered) > 25
    assert covered.isdisjoint(EXEMPT), "exempt, and saved all the same"
    assert EXEMPT.keys() <= {module for module, _name in writing}, "exempt, and writes nothing"


def test_every_kind_of_save_is_done_and_counted():
    assert len(client.KINDS) == len(set(client.KINDS))
    counted = [name for name in client.KINDS if not hasattr(client.bill_saves.Bill, name)]
    assert counted == ["intake", "assign", "start", "change", "note", "payment"]
