"""Leaders 班长、组长 appraise the people of their own store, and neither themselves nor who leads beside or above them."""

import pytest
from sqlalchemy import text

from services import appraisals, ticket_reminders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.appraisal_samples import hold, marks, plan
from tests.people import known


@pytest.mark.parametrize("whom", ["na", "tang"])
def test_a_leader_appraises_the_people_of_his_own_store(login, hired, today, whom):
    leader, _me = hired("ban_zhang", "agent", "leader")
    one = appraisals.get(leader, plan(login, today, whom=whom).id)
    assert [each.id for each in ticket_reminders.due(leader, 50) if each.kind == "appraisal"] == [one.id]
    appraisals.mark(leader, one, marks(leader, 90, strengths="耐心"), new_id())
    held = appraisals.get(leader, one.id)
    assert (held.state, held.score, held.appraiser) == ("held", 90, "ban_zhang")
    # said again it corrects that, as a manager's does
    appraisals.mark(leader, held, marks(leader, 60), new_id())
    assert appraisals.get(leader, one.id).score == 60


def test_a_leader_marks_what_the_manager_planned_and_the_manager_corrects_him(login, hired, today):
    leader, _me = hired("ban_zhang", "agent", "leader")
    one = plan(login, today)
    assert one.id in [row.id for row in appraisals.page(leader, appraisals.Wanted(view="planned")).rows]
    appraisals.mark(leader, appraisals.get(leader, one.id), marks(leader, 50), new_id())
    assert hold(login, one, 75).appraiser == "周敏"


def test_a_leader_appraises_nobody_of_another_store(login, hired, today):
    leader, _me = hired("ban_zhang", "agent", "leader")
    one = plan(login, today, whom="min")
    assert not appraisals.page(leader, appraisals.Wanted(view="all", staff_id=known("min"))).rows
    assert [each for each in ticket_reminders.due(leader, 50) if each.kind == "appraisal"] == []
    with pytest.raises(ServiceError, match="gone_record"):
        appraisals.mark(leader, one, marks(leader, 80), new_id())
    theirs, _other = hired("ban_bin", "agent", "leader", store="store binjiang")
    appraisals.mark(theirs, appraisals.get(theirs, one.id), marks(theirs, 80), new_id())
    assert appraisals.get(login("zhou"), one.id).appraiser == "ban_bin"


def test_a_leader_appraises_neither_himself_nor_another_leader_nor_his_manager(login, hired, today):
    leader, me = hired("ban_zhang", "agent", "leader")
    _other, fellow = hired("zu_zhang", "agent", "leader")
    _third, superior = hired("fu_jing_li", "manager")
    zhou = login("zhou")
    for whom, refusal in ((me, NotPermitted), (fellow, ServiceError), (superior, ServiceError)):
        made = appraisals.plan(zhou, new_id(), {"staff_id": whom, "due_on": today}, new_id())
        with pytest.raises(refusal):
            appraisals.mark(leader, appraisals.get(zhou, made), marks(leader, 100), new_id())
        assert appraisals.get(zhou, made).state == "planned"
    assert [each for each in ticket_reminders.due(leader, 50) if each.kind == "appraisal"] == []


@pytest.mark.parametrize("whom", ["na", "tang"])
def test_a_leader_plans_and_changes_no_appraisal(login, hired, today, whom):
    leader, _me = hired("ban_zhang", "agent", "leader")
    with pytest.raises(NotPermitted):
        appraisals.plan(leader, new_id(), {"staff_id": known(whom), "due_on": today}, new_id())
    one = plan(login, today, whom=whom)
    with pytest.raises(NotPermitted), leader.transaction() as connection:
        connection.execute(text("update appraisal set due_on = due_on + 30 where id = :id"), {"id": one.id})


def test_an_agent_who_is_no_leader_marks_nobody(login, hired, today):
    one = plan(login, today)
    plain, _other = hired("pu_tong", "agent")
    with pytest.raises(ServiceError, match="gone_record"):
        appraisals.mark(plain, one, marks(plain, 80), new_id())
