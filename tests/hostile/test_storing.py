"""Each hostile text as a customer's name, an order's problem, a finding and a note: kept to the letter or refused
with one sentence, and looked for without an error."""

import pytest

from services import customers, search, work_orders
from services.documents import from_rows
from services.errors import ServiceError
from services.ids import new_id
from tests import naughty
from tests.hostile.strings import BLANK, HOSTILE, IMPOSSIBLE
from tests.people import known
from tests.work_order_samples import customer_with_device, take_in

PARTS = 6


def every() -> list[str]:
    """Our own and the public list, each once."""
    return list(dict.fromkeys((*HOSTILE, *naughty.strings())))


def refused(work) -> ServiceError | None:
    """The refusal, which has a sentence; None where it went through."""
    try:
        work()
    except ServiceError as error:
        assert error.sentence() and "{" not in error.sentence(), error.code
        assert error.code != "unexpected"
        return error
    return None


@pytest.mark.parametrize("part", range(PARTS))
def test_every_text_is_kept_to_the_letter_or_refused_with_a_sentence(login, superuser, part):
    na = login("na")
    customer, device = customer_with_device(superuser)
    order_id = take_in(na, customer, device).orders[0].id
    for typed in every()[part::PARTS]:
        made = []
        if refused(lambda typed=typed, made=made: made.append(customers.create(na, {"name": typed}, new_id()))) is None:
            assert customers.get(na, made[0]).name == typed
        else:
            assert not typed.strip() or len(typed) > 120 or not typed.isprintable(), typed
        order = work_orders.get(na, order_id)
        values = {"problem": typed, "instructions": typed}
        if refused(lambda order=order, values=values: work_orders.change(na, order, values, new_id())) is None:
            kept = work_orders.get(na, order_id)
            assert (kept.problem, kept.instructions) == (typed, typed)
        if refused(lambda typed=typed: work_orders.note(na, order_id, typed, request=new_id())) is None:
            assert work_orders.trace(na, order_id)[-1].comment == typed
    assert work_orders.get(na, order_id).number.startswith("W")


@pytest.mark.parametrize("part", range(PARTS))
def test_every_text_is_looked_for_without_an_error(login, superuser, part):
    na = login("na")
    customer, device = customer_with_device(superuser)
    take_in(na, customer, device, problem="屏幕不亮")
    for typed in every()[part::PARTS]:
        error = refused(lambda typed=typed: search.customers(na, typed))
        assert error is None or error.code in ("character_refused", "lookup_limit"), (typed, error)
        error = refused(lambda typed=typed: customers.page(na, customers.Wanted(text=typed)))
        assert error is None or error.code in ("character_refused", "lookup_limit"), (typed, error)


@pytest.mark.parametrize("typed", BLANK)
def test_nothing_but_blanks_names_nothing(login, superuser, typed):
    na = login("na")
    assert refused(lambda: customers.create(na, {"name": typed}, new_id())) is not None
    customer, device = customer_with_device(superuser)
    assert refused(lambda: take_in(na, customer, device, problem=typed)) is not None
    order_id = take_in(na, customer, device).orders[0].id
    assert refused(lambda: work_orders.note(na, order_id, typed, request=new_id())) is not None


@pytest.mark.parametrize("typed", IMPOSSIBLE, ids=range(len(IMPOSSIBLE)))
def test_what_cannot_be_stored_is_refused_at_every_door(login, superuser, typed):
    na = login("na")
    customer, device = customer_with_device(superuser)
    order = work_orders.get(na, take_in(na, customer, device).orders[0].id)
    for door in (
        lambda: customers.create(na, {"name": typed}, new_id()),
        lambda: take_in(na, customer, device, problem=typed),
        lambda: work_orders.change(na, order, {"problem": typed}, new_id()),
        lambda: work_orders.note(na, order.id, typed, request=new_id()),
        lambda: work_orders.move(
            na,
            work_orders.seen(work_orders.get(na, order.id)),
            "assign",
            {"technician_id": known("tang"), "comment": typed},
            request=new_id(),
        ),
    ):
        error = refused(door)
        assert error is not None and error.code == "character_refused", (door, error)
    # the connection goes on
    assert work_orders.get(na, order.id).problem == "屏幕不亮"


def test_a_paper_of_an_order_full_of_them_is_made_from_the_rows(login, superuser):
    na = login("na")
    customer, device = customer_with_device(superuser)
    order_id = take_in(na, customer, device).orders[0].id
    for typed in ("<b>never closed", "<para><para>", "=1+1", "\u202eevil.exe\u202c", "W" * 300):
        work_orders.change(na, work_orders.get(na, order_id), {"problem": typed, "condition_note": typed}, new_id())
        assert from_rows.find(na, work_orders.get(na, order_id).number) == [order_id]
