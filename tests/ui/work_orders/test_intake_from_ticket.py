"""A ticket that is turned into an order: the intake begins with what it says, and the order is linked to it."""

import pytest

from services import ticket_links
from tests.desk_samples import open_ticket
from tests.ui.conftest import settled
from tests.ui.work_orders.intake_filling import newest
from ui.kit.draft_store import DraftStore
from ui.kit.drafts import Drafts
from ui.work_orders.intake_page import IntakePage


@pytest.fixture
def ticket(people, known_device):
    return open_ticket(people("na"), "屏幕不亮", device_id=known_device)


def begun(page, qtbot, ticket):
    page.shown(device_id=ticket.device_id, problem="掉进水里，屏幕不亮", ticket_id=ticket.id)
    for _turn in range(2):
        settled(qtbot, page)


def test_the_order_is_linked_to_its_ticket_when_it_is_saved(desk_of, show, qtbot, people, ticket):
    page = show(IntakePage(desk_of("na")), 1364, 791)
    begun(page, qtbot, ticket)
    form = page.form
    assert form.value("problem") == "掉进水里，屏幕不亮"
    form.editor("symptoms").pick(form.editor("symptoms").choices[0])
    form.editor("accessories").pick(form.editor("accessories").choices[-1])
    form.editor("shelf").type_text("A07")
    page.save()
    settled(qtbot, page)
    na = people("na")
    qtbot.waitUntil(lambda: len(ticket_links.of_ticket(na, ticket.id)) == 2, timeout=20_000)
    assert ticket_links.of_ticket(na, ticket.id)[1].target == newest(na).id
    assert page.ticket_id is None


def test_a_draft_of_it_keeps_the_ticket(desk_of, show, qtbot, tmp_path, ticket):
    desk = desk_of("na")
    desk.drafts = Drafts(DraftStore(tmp_path, "na", "test", "open the shop 9"), desk.background)
    first = show(IntakePage(desk), 1364, 791)
    begun(first, qtbot, ticket)
    first.form.editor("shelf").type_text("A07")
    with qtbot.waitSignal(first.draft.keeper.kept):
        first.draft.keeper.keep()
    second = show(IntakePage(desk), 1364, 791)
    qtbot.waitUntil(lambda: second.form.value("shelf") == "A07", timeout=10_000)
    settled(qtbot, second)
    assert second.ticket_id == ticket.id


def test_a_long_description_is_cut_to_what_the_field_takes(desk_of, show, qtbot, ticket):
    page = show(IntakePage(desk_of("na")), 1364, 791)
    page.shown(device_id=ticket.device_id, problem="长" * 20_000, ticket_id=ticket.id)
    assert len(page.form.value("problem")) == 4000
