"""What customers are told: written with the occasion, against nobody's will, and followed to its end."""

import pytest
from sqlalchemy import text

from services import customer_parts, message_templates, messages, work_orders
from services.errors import NotPermitted, ServiceError
from services.ids import new_id
from tests.message_samples import MAIL, WORKER, claim, of, order_of, result, switch_on, tell, template
from tests.work_order_samples import bring_to, customer_with_device, step, take_in


def test_nothing_is_written_before_a_text_is_switched_on(login, superuser):
    _customer, order = order_of(login, superuser)
    bring_to(login, order, "completed")
    assert of(superuser, order) == []


def test_an_occasion_writes_its_message_in_its_own_transaction(login, superuser):
    switch_on(superuser, "taken_in", "ready")
    _customer, order = order_of(login, superuser)
    bring_to(login, order, "completed")
    taken, ready = of(superuser, order)
    number = work_orders.get(login("na"), order).number
    assert (taken.occasion, taken.state, taken.automatic) == ("taken_in", "waiting", True)
    assert number in taken.subject and "王芳" in taken.body and "{" not in taken.body
    assert ready.occasion == "ready" and "已修好" in ready.body and ready.created_by == "tang"
    assert ready.to_masked == "f***@example.com"


def test_what_is_taken_back_is_not_sent(login, superuser):
    switch_on(superuser, "ready")
    _customer, order = order_of(login, superuser)
    bring_to(login, order, "completed")
    step(login("zhou"), order, "reopen", comment="还有异响")
    (ready,) = of(superuser, order)
    assert (ready.state, ready.fault) == ("cancelled", "message_outdated")
    assert claim(superuser) is None


def test_an_english_speaker_is_told_in_english(login, superuser):
    _customer, order = order_of(login, superuser, name="John Smith", language="en")
    tell(login("na"), order, template(superuser, "taken_in"), note="Bring the charger.")
    (one,) = of(superuser, order)
    assert one.lang == "en" and one.body.startswith("Dear John Smith") and "Bring the charger." in one.body


def test_values_are_text_and_never_lines_headers_or_variables(login, superuser):
    name = "Eve{order}\r\nBcc: all@example.com\u2028x"
    _customer, order = order_of(login, superuser, name=name, language="en")
    filled = message_templates.preview(
        login("na"), "ready", "Hello {customer}", "{customer}|{note}", "work_order", order, "en", "{store} <b>a</b>"
    )
    assert filled.subject == "Hello Eve{order} Bcc: all@example.com x"
    assert filled.body == "Eve{order} Bcc: all@example.com x|{store} <b>a</b>"


def test_a_variable_nobody_knows_is_refused_with_one_sentence(login):
    manager = login("zhou")
    seen = next(one for one in message_templates.every(manager) if (one.occasion, one.channel) == ("visit", "email"))
    for text_of, code in (("{order} is here", "message_variable_unknown"), ("half {visit", "message_brace")):
        with pytest.raises(ServiceError) as refused:
            message_templates.change(manager, seen, {"body_zh": text_of}, new_id())
        assert (refused.value.code, refused.value.field) == (code, "body_zh") and refused.value.sentence()
    with pytest.raises(ServiceError, match="message_subject_lines"):
        message_templates.change(manager, seen, {"subject_zh": "一\nBcc: x@y"}, new_id())
    changed = message_templates.change(manager, seen, {"body_zh": "{visit} 已安排"}, new_id())
    assert changed.body_zh == "{visit} 已安排" and changed.updated_by == "zhou"


def test_the_variables_shown_are_those_the_database_takes(superuser):
    for occasion in message_templates.OCCASION_NAMES:
        kept = superuser.execute(text("select message_variables(:o)"), {"o": occasion}).scalar()
        assert set(kept) == set(message_templates.variables(occasion)), occasion


@pytest.mark.parametrize("person", ["na", "tang", "pei", "xiao", "cai", "shen"])
def test_only_managers_and_the_administrator_write_texts(login, person):
    seen = message_templates.every(login("zhou"))[0]
    with pytest.raises(NotPermitted):
        message_templates.change(login(person), seen, {"body_zh": "不可以"}, new_id())


def test_two_texts_are_not_sent_for_one_occasion(login, superuser):
    switch_on(superuser, "ready")
    with pytest.raises(ServiceError, match="message_automatic_twice"):
        message_templates.write(
            login("admin"),
            {"name": "第二份", "occasion": "ready", "channel": "email", "automatic": True, "subject_zh": "好了",
             "body_zh": "好了"},
            new_id(),
        )  # fmt: skip


def consent(superuser, customer, purpose, given):
    superuser.execute(
        text("insert into customer_consent (id, customer_id, purpose, given) values (:i, :c, :p, :g)"),
        {"i": new_id(), "c": customer, "p": purpose, "g": given},
    )


def marketing(login):
    values = {"name": "店庆", "occasion": "other", "channel": "email", "purpose": "marketing", "subject_zh": "店庆",
              "body_zh": "{customer}，欢迎光临"}  # fmt: skip
    return message_templates.write(login("zhou"), values, new_id())


def test_a_message_against_consent_is_refused(login, superuser):
    customer, order = order_of(login, superuser)
    news, ready = marketing(login), template(superuser, "ready")
    with pytest.raises(ServiceError, match="message_consent_missing"):
        tell(login("na"), order, news)
    consent(superuser, customer, "marketing", True)
    assert tell(login("na"), order, news).state == "waiting"
    consent(superuser, customer, "marketing", False)
    with pytest.raises(ServiceError, match="message_consent_refused"):
        tell(login("na"), order, news)
    assert tell(login("na"), order, ready).state == "waiting"
    consent(superuser, customer, "service", False)
    with pytest.raises(ServiceError, match="message_consent_refused"):
        tell(login("na"), order, ready)


def test_who_wants_no_message_gets_none_and_who_withdraws_before_it_is_sent_neither(login, superuser):
    customer, order = order_of(login, superuser)
    tell(login("na"), order, template(superuser, "ready"))
    superuser.execute(text("update customer set notify_by = 'none' where id = :id"), {"id": customer})
    assert claim(superuser) is None
    assert [(one.state, one.fault) for one in of(superuser, order)] == [("given_up", "message_not_wanted")]
    with pytest.raises(ServiceError, match="message_not_wanted"):
        tell(login("na"), order, template(superuser, "ready"))


@pytest.mark.parametrize("mail", ["", "two@a.b,three@c.d", "a b@c.d", "<x@y.z>", "x@y.z\nBcc: q@r.s", '"a b"@c.d'])
def test_what_is_no_single_address_is_never_used(login, superuser, mail):
    switch_on(superuser, "taken_in")
    _customer, order = order_of(login, superuser, email=mail)
    assert [(one.state, one.fault) for one in of(superuser, order)] == [("given_up", "message_no_email")]
    with pytest.raises(ServiceError, match="message_no_email"):
        tell(login("na"), order, template(superuser, "ready"))


def test_sent_counts_as_told_and_what_comes_back_does_not(login, superuser):
    _customer, order = order_of(login, superuser)
    bring_to(login, order, "completed")
    told = tell(login("na"), order, template(superuser, "ready"))
    row = claim(superuser)
    assert (row.id, row.address, row.channel) == (told.id, MAIL, "email")
    assert result(superuser, told.id, "sent") == "sent"
    na = login("na")
    assert work_orders.get(na, order).told_at is not None
    event = next(one for one in work_orders.trace(na, order) if one.axis == "contact")
    assert (event.action, event.method, event.details["about"]) == ("told", "email", "ready")
    sent = messages.get(na, told.id)
    messages.move(na, sent.id, sent.version, "returned", new_id())
    assert work_orders.get(na, order).told_at is None
    assert messages.get(na, told.id).state == "given_up"


def test_a_failed_try_waits_longer_each_time_and_is_given_up(login, superuser):
    _customer, order = order_of(login, superuser)
    told = tell(login("na"), order, template(superuser, "ready"))
    waits = []
    for _ in range(3):
        assert claim(superuser).id == told.id
        assert result(superuser, told.id, "again", "mail_unreachable", handed=False) == "failed"
        row = superuser.execute(
            text("select next_try_at - updated_at as wait, fault, fault_detail from message where id = :i"),
            {"i": told.id},
        ).one()
        waits.append(round(row.wait.total_seconds() / 60))
        assert (row.fault, row.fault_detail) == ("mail_unreachable", "said")
        assert claim(superuser) is None
        superuser.execute(text("update message set next_try_at = now() where id = :i"), {"i": told.id})
    assert waits == [1, 2, 4]
    superuser.execute(text("update message set wanted_at = now() - interval '4 days' where id = :i"), {"i": told.id})
    claim(superuser)
    assert result(superuser, told.id, "again", "mail_unreachable", handed=False) == "given_up"
    seen = messages.get(login("na"), told.id)
    assert messages.move(login("na"), told.id, seen.version, "again", new_id()).state == "waiting"


def test_a_killed_sender_loses_nothing_and_sends_nothing_twice(login, superuser):
    _customer, order = order_of(login, superuser)
    before, after = (tell(login("na"), order, template(superuser, "ready")).id for _ in range(2))
    assert {claim(superuser).id, claim(superuser).id} == {before, after}
    superuser.execute(text("select message_hand_over(:m, :w)"), {"m": after, "w": WORKER})
    assert superuser.execute(text("select messages_left_behind()")).scalar() == 0
    superuser.execute(text("update message set claimed_at = now() - interval '16 minutes'"))
    assert superuser.execute(text("select messages_left_behind()")).scalar() == 2
    assert {one.id: one.state for one in of(superuser, order)} == {before: "failed", after: "perhaps"}
    # the sender that was thought dead may no longer hand the first one over, but may say that the second went
    assert not superuser.execute(text("select message_hand_over(:m, :w)"), {"m": before, "w": WORKER}).scalar()
    assert result(superuser, before, "sent", handed=False) is None
    assert result(superuser, after, "sent", handed=False) == "sent"


def test_what_waited_in_a_restored_backup_is_not_sent_by_itself(login, superuser):
    _customer, order = order_of(login, superuser)
    told = tell(login("na"), order, template(superuser, "ready"))
    superuser.execute(text("insert into audit_epoch (number) select max(number) + 1 from audit_epoch"))
    assert claim(superuser) is None
    seen = messages.get(login("na"), told.id)
    assert (seen.state, seen.fault) == ("perhaps", "message_restored")
    messages.move(login("na"), told.id, seen.version, "again", new_id())
    assert claim(superuser).id == told.id


def test_what_waited_when_the_database_came_to_another_place_is_not_sent_by_itself(login, superuser):
    _customer, order = order_of(login, superuser)
    assert claim(superuser) is None  # from here on messages are sent from this place
    told = tell(login("na"), order, template(superuser, "ready"))
    # a dump that was restored by other tools than ours: no new epoch, but another database
    superuser.execute(text("update schema_version set server_mark = regexp_replace(server_mark, ' \\d+ ', ' 1 ')"))
    assert claim(superuser) is None
    seen = messages.get(login("na"), told.id)
    assert (seen.state, seen.fault) == ("perhaps", "message_restored")
    # what is written afterwards is sent, and what somebody decided on
    superuser.execute(text("update schema_version set restored_at = now() - interval '1 second'"))
    messages.move(login("na"), told.id, seen.version, "again", new_id())
    superuser.execute(text("update message set wanted_at = clock_timestamp()"))
    assert claim(superuser).id == told.id


@pytest.mark.parametrize("person", ["admin", "zhou", "na"])
def test_nobody_says_where_messages_are_sent_from(login, person):
    for statement in ("update schema_version set restored_at = null", "select message_place()"):
        with pytest.raises(NotPermitted), login(person).transaction() as connection:
            connection.execute(text(statement))


def test_a_person_decides_about_what_was_perhaps_sent(login, superuser):
    _customer, order = order_of(login, superuser)
    told = tell(login("na"), order, template(superuser, "ready"))
    claim(superuser)
    assert result(superuser, told.id, "perhaps", "mail_no_answer") == "perhaps"
    assert claim(superuser) is None
    line = messages.page(login("na"), messages.Wanted(view="perhaps")).rows[0]
    assert line.id == told.id and messages.actions(line.state, line.channel) == ("sent", "again", "cancel")
    assert messages.fault_words(line.fault, "EOF").endswith("（EOF）")
    messages.move(login("na"), told.id, line.version, "sent", new_id())
    with pytest.raises(ServiceError, match="message_step"):
        messages.move(login("na"), told.id, line.version + 1, "again", new_id())


def test_what_is_being_sent_is_left_alone_and_a_stale_page_is_told(login, superuser):
    _customer, order = order_of(login, superuser)
    told = tell(login("na"), order, template(superuser, "ready"))
    with pytest.raises(ServiceError):
        messages.move(login("na"), told.id, told.version + 5, "cancel", new_id())
    claim(superuser)
    with pytest.raises(ServiceError, match="message_step"):
        messages.move(login("na"), told.id, told.version + 1, "cancel", new_id())


def test_text_messages_keep_to_the_day(login, superuser):
    _customer, order = order_of(login, superuser, notify_by="sms")
    superuser.execute(text("update parameter set value = '00:00' where code = 'sms_from'"))
    superuser.execute(text("update parameter set value = '00:00' where code = 'sms_until'"))
    tell(login("na"), order, template(superuser, "ready", "sms"))
    (one,) = of(superuser, order)
    assert one.next_try_at > one.created_at and one.to_masked == "138****5678" and one.subject == ""


def test_a_letter_is_kept_in_both_languages_and_posted_by_a_person(login, superuser):
    _customer, order = order_of(login, superuser, email="")
    told = tell(login("na"), order, template(superuser, "overdue", "letter"))
    assert claim(superuser) is None
    letter = messages.get(login("na"), told.id)
    assert "保管" in letter.body and "still with us" in letter.also_body
    assert messages.move(login("na"), told.id, letter.version, "posted", new_id()).state == "sent"


def test_the_same_request_writes_one_message(login, superuser):
    _customer, order = order_of(login, superuser)
    request, ids = new_id(), [new_id(), new_id()]
    for message_id in ids:
        messages.tell(login("na"), message_id, template(superuser, "ready"), "work_order", order, request=request)
    assert [one.id for one in of(superuser, order)] == ids[:1]


def test_what_waits_on_the_shelf_is_reminded_of_once_a_period_and_three_times(login, superuser):
    switch_on(superuser, "overdue")
    _customer, order = order_of(login, superuser)
    bring_to(login, order, "completed")
    for expected in (0, 1, 2, 3, 3):
        superuser.execute(text("select messages_of_due_work()"))
        superuser.execute(text("select messages_of_due_work()"))
        assert len([one for one in of(superuser, order) if one.occasion == "overdue"]) == expected
        # fifteen days go by; only without triggers does a record let its times be changed
        superuser.execute(text("set local session_replication_role = replica"))
        superuser.execute(text("update message set created_at = created_at - interval '15 days'"))
        superuser.execute(text("update work_order set ready_at = ready_at - interval '15 days'"))
        superuser.execute(text("set local session_replication_role = origin"))


def test_a_person_can_write_only_so_many_in_an_hour(login, superuser):
    _customer, order = order_of(login, superuser)
    superuser.execute(text("update parameter set value = '2' where code = 'message_limit'"))
    for _ in range(2):
        tell(login("na"), order, template(superuser, "ready"))
    with pytest.raises(ServiceError, match="message_limit"):
        tell(login("na"), order, template(superuser, "ready"))


def test_the_list_finds_what_an_order_s_customer_was_told(login, superuser):
    _customer, order = order_of(login, superuser)
    told = tell(login("na"), order, template(superuser, "ready"))
    na = login("na")
    number = work_orders.get(na, order).number
    assert [line.id for line in messages.page(na, messages.Wanted(view="all", text=number)).rows] == [told.id]
    assert messages.counts(na, {"waiting": messages.Wanted(view="waiting")}) == {"waiting": 1}
    assert messages.of_order(na, order)[0].number == number
    assert messages.page(login("bei"), messages.Wanted(view="all")).rows == ()


def test_a_customer_s_erasure_takes_the_texts_along(login, superuser):
    customer, order = order_of(login, superuser)
    told = tell(login("na"), order, template(superuser, "ready"))
    superuser.execute(
        text("update work_order set work_state = 'cancelled', closed_at = now() where id = :i"), {"i": order}
    )
    version = superuser.execute(text("select version from customer where id = :i"), {"i": customer}).scalar()
    with login("zhou").transaction() as connection:
        connection.execute(text("select erase_customer(:i, :v, '本人要求')"), {"i": customer, "v": version})
    (one,) = of(superuser, order)
    assert (one.body, one.subject, one.state, one.to_masked) == ("#", "#", "cancelled", "")
    left = superuser.execute(
        text("""select count(*) from audit_value v join audit_entry e on e.id = v.audit_id
                where e.row_id = :i"""), {"i": told.id},
    ).scalar()  # fmt: skip
    assert left == 0


def test_a_person_s_file_holds_what_he_was_told(login, superuser):
    customer, order = order_of(login, superuser)
    tell(login("na"), order, template(superuser, "ready"))
    kept = superuser.execute(text("select person_record(array[cast(:i as uuid)])"), {"i": customer}).scalar()
    assert "王芳" in kept["message"][0]["body"]


def test_intake_is_never_stopped_by_a_message(login, superuser):
    switch_on(superuser, "taken_in")
    customer, device = customer_with_device(superuser, notify_by="email", email="not an address", name="{" * 100)
    assert take_in(login("na"), customer, device).orders


def test_whoever_tells_chooses_among_the_customer_and_his_contacts(login, superuser):
    customer, order = order_of(login, superuser)
    na, ready = login("na"), template(superuser, "ready")
    for values in (
        {"name": "李四", "role": "owner", "email": "li@example.com"},
        {"name": "赵六", "phone": "13900000000"},
    ):
        customer_parts.add(na, "contact", customer, values, new_id())
    himself, owner, without = messages.recipients(na, ready, "work_order", order)
    assert (himself.contact_id, himself.name, himself.to_masked, himself.hindrance) == (
        None, "王芳", "f***@example.com", None)  # fmt: skip
    assert (owner.name, owner.role, owner.to_masked, owner.hindrance) == ("李四", "owner", "l***@example.com", None)
    assert (without.to_masked, without.hindrance) == ("", "message_no_email")
    by_number = messages.recipients(na, template(superuser, "ready", "sms"), "work_order", order)
    assert [one.hindrance for one in by_number] == [None, "message_no_sms", None]
    draft = messages.draft(na, ready, "work_order", order, contact_id=owner.contact_id)
    assert (draft.to_masked, draft.consent, draft.purpose) == ("l***@example.com", None, "service")
    # what the customer refused is refused to his contacts too
    consent(superuser, customer, "service", False)
    assert {one.hindrance for one in messages.recipients(na, ready, "work_order", order)} == {"message_consent_refused"}
    refused = messages.draft(na, ready, "work_order", order, contact_id=owner.contact_id)
    assert (refused.hindrance, refused.consent) == ("message_consent_refused", False) and refused.consent_at
    for person in ("bei", "pei", "cai"):
        with pytest.raises(ServiceError):
            messages.recipients(login(person), ready, "work_order", order)


def test_a_letter_goes_to_the_customer_himself(login, superuser):
    customer, order = order_of(login, superuser)
    na = login("na")
    customer_parts.add(na, "contact", customer, {"name": "李四", "email": "li@example.com"}, new_id())
    letter = template(superuser, "overdue", "letter")
    assert [one.contact_id for one in messages.recipients(na, letter, "work_order", order)] == [None]
