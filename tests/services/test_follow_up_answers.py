"""What customers answer, the task that a bad answer opens, and the questions."""

import pytest
from sqlalchemy import text

from services import follow_ups, questionnaires, tickets
from services.errors import ServiceError
from services.ids import new_id
from services.questionnaires import Draft
from tests.follow_up_samples import (
    STANDARD,
    answer,
    good_answers,
    in_queue,
)


def test_answers_end_a_follow_up_as_successful(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    done = answer(na, wanted, note="说下次还来", p8="")
    seen = follow_ups.get(na, wanted)
    assert (done.state, done.other_id, seen.score, seen.nps, seen.bad) == ("done", None, 5, 10, False)
    assert (seen.note, seen.attempts, seen.channel) == ("说下次还来", 1, "phone") and seen.reached_at is not None
    assert [(one.question.place, one.score) for one in questionnaires.answers(na, wanted)] == [
        (1, 5), (2, 5), (3, 1), (4, 1), (5, 1), (6, 0), (7, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("place", "given", "code"),
    [
        (1, "", "missing"),
        (1, 6, "wrong"),
        (1, 0, "wrong"),
        (7, 11, "wrong"),
        (3, "maybe", "wrong"),
        (2, "5.5", "wrong"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_at_its_question(superuser, login, place, given, code):
    na, wanted = login("na"), in_queue(superuser)
    with pytest.raises(ServiceError, match=f"answer_{code}") as refused:
        answer(na, wanted, **{f"p{place}": given})
    seen = follow_ups.get(na, wanted)
    asked = questionnaires.questions(na, seen.questionnaire_id, seen.revision)[place - 1]
    assert refused.value.field == f"question:{asked.id}" and seen.state == "open"
    assert questionnaires.answers(na, wanted) == []


def test_answers_to_other_questions_are_refused(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    answers = good_answers(na, follow_ups.get(na, wanted))
    with pytest.raises(ServiceError, match="answer_unknown"):
        follow_ups.answer(na, wanted, {**answers, new_id(): 5}, "", new_id())


@pytest.mark.parametrize("bad", [{"p1": 2}, {"p7": 6}, {"p3": "no"}, {"p6": "yes"}])
def test_a_bad_answer_opens_a_task_of_the_stores_manager(superuser, login, bad):
    na, wanted = login("na"), in_queue(superuser)
    task_id = answer(na, wanted, note="修了两次还是不行", **bad).other_id
    task = tickets.get(login("zhou"), task_id)
    seen = follow_ups.get(na, wanted)
    assert (task.owner_name, task.kind, task.urgency, task.work_order_id) == (
        "周敏",
        "feedback",
        "high",
        seen.work_order_id,
    )
    assert seen.number in task.subject and "修了两次还是不行" in task.description and task.due_on is not None
    assert (seen.bad, seen.task_id, seen.task_number) == (True, task_id, task.number)
    assert follow_ups.opened_by(na, task_id) == (wanted, seen.number)


def test_what_was_answered_in_the_store_did_not_come_by_telephone(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    answers = good_answers(na, follow_ups.get(na, wanted), p1=1)
    task_id = follow_ups.answer(na, wanted, answers, "", new_id(), "counter").other_id
    assert tickets.get(login("zhou"), task_id).channel == "counter"


def test_a_rule_without_thresholds_opens_no_task_for_scores(superuser, login):
    wanted = in_queue(superuser)
    superuser.execute(text("update follow_up_rule set bad_score5 = null, bad_score10 = null"))
    assert answer(login("na"), wanted, p1=1, p7=0).other_id is None


def test_the_same_answer_sent_twice_is_written_once(superuser, login):
    na, wanted = login("na"), in_queue(superuser)
    answers, request = good_answers(na, follow_ups.get(na, wanted), p1=1), new_id()
    first = follow_ups.answer(na, wanted, answers, "", request)
    assert follow_ups.answer(na, wanted, answers, "", request) == first
    assert superuser.execute(text("select count(*) from ticket")).scalar() == 1


def test_old_answers_keep_the_questions_they_were_given_to(superuser, login):
    na, zhou, wanted = login("na"), login("zhou"), in_queue(superuser)
    answer(na, wanted)
    seen = questionnaires.get(zhou, STANDARD)
    drafts = [
        Draft("score5", "师傅态度好吗？"),
        Draft("choice", "哪一点最好？", options=("速度", "价格"), required=False),
    ]
    assert questionnaires.revise(zhou, new_id(), seen, drafts) == 2
    assert next(one.question.words for one in questionnaires.answers(na, wanted)).startswith("您对我们这次的服务")
    later = in_queue(superuser, "李四", "13900139002")
    assert [one.words for one in questionnaires.questions(na, STANDARD, follow_ups.get(na, later).revision)] == [
        "师傅态度好吗？",
        "哪一点最好？",
    ]
    answer(na, later, p2=2)
    assert [one.score for one in questionnaires.answers(na, later)] == [5, 2]


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (Draft("score5", "  "), "question_words_missing"),
        (Draft("choice", "哪个？", options=("一个",)), "question_options_wrong"),
        (Draft("choice", "哪个？", options=("一个", " ")), "question_option_wrong"),
        (Draft("choice", "哪个？", options=("甲", "乙"), options_en=("A",)), "question_options_wrong"),
    ],
)
def test_questions_that_cannot_be_asked_are_refused(superuser, login, draft, code):
    zhou = login("zhou")
    with pytest.raises(ServiceError, match=code):
        questionnaires.revise(zhou, new_id(), questionnaires.get(zhou, STANDARD), [draft])
