"""Sample tickets, complaints and articles."""

from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from services.sample import callers, pictures
from services.sample.material import Article, ComplaintText, TicketText
from services.sample.measures import EFFECT, MEASURES, PLAN, TAKEN, TELL, TOLD, VERIFIED
from services.sample.orders import Case
from services.sample.world import CHINA, World, at_work

_TICKET = """select aftercare.ticket_move(t.id, t.version, $1 ->> 'action', $1 -> 'payload', ($1 ->> 'request')::uuid)
    from aftercare.ticket t where t.id = ($1 ->> 'id')::uuid"""
_USE = "select aftercare.ticket_use_article(($1 ->> 'id')::uuid, ($1 ->> 'article')::uuid)"
_COMPLAINT = """select aftercare.complaint_move(c.id, c.version, $1 ->> 'action', $1 -> 'payload',
      ($1 ->> 'request')::uuid)
    from aftercare.complaint c where c.id = ($1 ->> 'id')::uuid"""
_REMEDIES = {"apology": ("voucher", 50), "compensation": ("compensation", 120), "other": ("gift", 60)}
_OFFER = """select aftercare.remedy_propose(($1 ->> 'id')::uuid, ($1 ->> 'complaint')::uuid, $1 ->> 'kind',
    ($1 ->> 'amount')::numeric, $1 ->> 'note', ($1 ->> 'request')::uuid)"""
_GIVE = """select aftercare.remedy_finish(r.id, r.version, ($1 ->> 'document')::uuid, $1 ->> 'note', ($1 ->> 'request')::uuid)
    from aftercare.complaint_remedy r where r.id = ($1 ->> 'id')::uuid"""
_AUTHORITY = """select aftercare.complaint_authority_answered(c.id, c.version, ($1 ->> 'on')::date, $1 ->> 'how',
      $1 ->> 'reference', '', ($1 ->> 'request')::uuid)
    from aftercare.complaint c where c.id = ($1 ->> 'id')::uuid"""
_MISSED = "select aftercare.article_missed($1 ->> 'typed')"
_REWRITE = """update aftercare.article set answer = $1 ->> 'answer', review_on = ($1 ->> 'review_on')::date
    where id = ($1 ->> 'id')::uuid"""
_ARTICLE = """select aftercare.article_move(a.id, a.version, $1 ->> 'action', $1 -> 'payload', ($1 ->> 'request')::uuid)
    from aftercare.article a where a.id = ($1 ->> 'id')::uuid"""

_CALL = """select aftercare.call_mark((aftercare.call_came(c.phone, ($1 ->> 'store')::uuid, null) ->> 'id')::uuid,
      'handled', ($1 ->> 'ticket')::uuid, '')
    from aftercare.customer c where c.id = ($1 ->> 'customer')::uuid and c.phone <> ''"""
_MOODS = (
    ("calm", 5),
    ("indecisive", 1),
    ("worried", 3),
    ("insistent", 1),
    ("pleased", 2),
    ("annoyed", 3),
    ("angry", 1),
)

# How tickets go; per hundred.
_WAYS = (("at_once", 46), ("later", 26), ("promised", 12), ("waiting", 10), ("cancelled", 6))
# Where the newest stand today.
_TICKETS_NOW = ("open", "open", "in_progress", "promised", "promised", "waiting_customer", "resolved", "open")
# The first has a corrective action to be taken, at the store the guides begin with, however few complaints there are.
_COMPLAINTS_NOW = (
    "investigating",
    "received",
    "acknowledged",
    "assessed",
    "proposed",
    "answered",
    "rejected",
    "accepted",
)


def write_articles(world: World) -> dict[str, tuple[datetime, UUID]]:
    """The knowledge base, written in the first year; by question, since when everybody can read it."""
    known: dict[str, tuple[datetime, UUID]] = {}
    for number, article in enumerate(world.material.articles):
        at = at_work(world.since + timedelta(days=1 + number * 9))
        known[article.question] = (at_work(at + timedelta(hours=30)), _write(world, at, article))
    clerks = [person.login for person in world.material.people if "agent" in person.roles]
    for place, words in enumerate(world.material.searched_in_vain):
        for days in range(2, 2 + 3 * (len(world.material.searched_in_vain) - place), 3):
            world.script.add(at_work(world.until - timedelta(days=days)), world.pick(clerks), _MISSED, typed=words)
    return known


def _write(world: World, at: datetime, article: Article) -> UUID:
    author = world.pick([person.login for person in world.material.people if "agent" in person.roles])
    article_id = world.new_id(at)
    world.record(
        at,
        author,
        "article",
        {
            "id": article_id,
            "kind": article.kind,
            "question": article.question,
            "answer": article.answer,
            "question_en": article.question_en,
            "answer_en": article.answer_en,
            "category": article.category,
            "keywords": article.keywords,
            "customer_answer": article.customer_answer,
            "customer_answer_en": article.customer_answer_en,
            "symptoms": list(article.symptoms),
            "model_ids": [],
        },
    )
    manager = world.material.manager("HZ1")

    def move(hours: float, by: str, action: str, **payload: Any) -> None:
        moment = at_work(at + timedelta(hours=hours))
        world.script.add(
            moment, by, _ARTICLE, id=article_id, action=action, payload=payload, request=world.new_id(moment)
        )

    if article.state != "draft":
        move(1, author, "submit")
    if article.state in ("published", "archived"):
        move(26, manager, "publish")
    if article.state == "archived":
        move(24 * 200, manager, "archive", comment="政策已更新。")
    if article.changed:
        moment = at_work(at + timedelta(days=260))
        review_on = (world.until - timedelta(days=3)).astimezone(CHINA).date().isoformat()
        world.script.add(moment, manager, _REWRITE, id=article_id, answer=article.changed, review_on=review_on)
    return article_id


class Desk:
    """The service desk of two years."""

    def __init__(self, world: World, cases: list[Case], articles: dict[str, tuple[datetime, UUID]]) -> None:
        self.world = world
        self.articles = articles
        # of its own, so that what is told beside the stories does not change them
        self.beside = Random("the service desk")
        self.cases = sorted((case for case in cases if case.customer is not None), key=lambda case: case.at)

    def serve(self, tickets: int, complaints: int) -> None:
        """That many of each, the newest of them still open."""
        world = self.world
        now = _TICKETS_NOW[: tickets // 2]
        for at in sorted(world.moment(world.day()) for _ in range(tickets - len(now))):
            self.ticket(at, world.weighed([way for way, _ in _WAYS], [often for _, often in _WAYS]))
        for number, state in enumerate(now):
            self.ticket(at_work(world.until - timedelta(hours=5 + 9 * number)), "now", state)
        if now:
            callers.rang(world)
        standing = _COMPLAINTS_NOW[: complaints // 2]
        for number in range(complaints - len(standing)):
            at = world.moment(world.day())
            # the desk that the guides begin with has given a voucher that still counts
            shown = number == 0
            self.complaint(at_work(world.until - timedelta(days=40)) if shown else at, "closed", "HZ1" if shown else "")
        callers.brought(world)
        for number, state in enumerate(standing):
            self.complaint(at_work(world.until - timedelta(days=1 + number)), state, there="" if number else "HZ1")

    def about(self, at: datetime, store: str = "") -> Case | None:
        """A recent order that somebody may ask about."""
        near = [case for case in self.cases if timedelta(0) < at - case.at < timedelta(days=40)]
        near = [case for case in near if case.store == store and case.customer] or near if store else near
        return self.world.pick(near) if near else None

    def ticket(self, at: datetime, way: str, state: str = "resolved") -> None:
        world = self.world
        asked: TicketText = world.pick(world.material.tickets)
        case = self.about(at)
        store = case.store if case else world.store()
        clerk = world.pick(world.material.staff(store, "agent"))
        ticket_id = world.new_id(at)
        channel = world.weighed(("phone", "counter", "message", "mail"), (6, 3, 2, 1))
        # somebody who is no customer yet
        caller = ("", "") if case and case.customer else self.beside.choice(callers.CALLERS)
        world.record(
            at,
            clerk,
            "ticket",
            {
                "id": ticket_id,
                "kind": asked.kind,
                "channel": channel,
                # what is written is read a while later
                "reported_at": at - timedelta(minutes=50) if channel in ("message", "mail") else at,
                "into_knowledge": not asked.article and asked.kind in ("inquiry", "fault"),
                "store_id": world.store_ids[store],
                "customer_id": case.customer.id if case and case.customer else None,
                "device_id": case.device.id if case and (asked.order or asked.kind == "fault") else None,
                "work_order_id": case.id if case and asked.order else None,
                "reporter": caller[0],
                "phone": caller[1],
                "category": asked.category,
                "mood": self.beside.choices([mood for mood, _ in _MOODS], [often for _, often in _MOODS])[0],
                "urgency": world.weighed(("low", "normal", "high", "urgent"), (2, 10, 3, 1)),
                "subject": asked.subject,
                "description": asked.description,
            },
        )
        when = at
        if way == "now" and asked.kind == "fault":
            pictures.of_ticket(world, at + timedelta(minutes=6), clerk, ticket_id)
        if case and case.customer and self.beside.random() < 0.4:
            world.script.add(
                at + timedelta(seconds=30), clerk, _CALL,
                customer=case.customer.id, store=world.store_ids[store], ticket=ticket_id,
            )  # fmt: skip

        def move(hours: float, action: str, **payload: Any) -> None:
            nonlocal when
            when = at_work(when + timedelta(hours=hours))
            world.script.add(
                when, clerk, _TICKET, id=ticket_id, action=action, payload=payload, request=world.new_id(when)
            )

        def promise(least: datetime, hours: int) -> None:
            nonlocal when
            when = at_work(when + timedelta(hours=0.2))
            # Never before the moment at which it is promised: the evening may have turned that into tomorrow.
            until = max(least + timedelta(hours=hours), when + timedelta(minutes=30))
            move(0, "promise", promised_at=at_work(until))

        def solve(hours: float) -> None:
            nonlocal when
            since, article = self.articles.get(asked.article, (world.until, None))
            if article is not None and since < when:
                when = at_work(when + timedelta(minutes=3))
                if world.script.add(when, clerk, _USE, id=ticket_id, article=article):
                    self.vote(when + timedelta(seconds=20), clerk, article, ticket_id)
            move(hours, "resolve", solution=asked.solution)

        if way == "now":
            if state != "open":
                move(0.3, "start")
            else:
                self._ask(when, clerk, store, ticket_id)
            if state == "promised":
                promise(world.until, world.chance.randint(-4, 30))
            elif state == "waiting_customer":
                move(0.3, "wait", comment="请客户提供购买凭证照片。")
            elif state == "resolved":
                solve(0.5)
            return
        if way == "cancelled":
            move(1, "cancel", comment="客户来电说已解决。")
            return
        if way != "at_once":
            move(0.4, "start")
        if way == "promised":
            promise(when, world.chance.randint(3, 30))
            move(4, "resume")
        elif way == "waiting":
            move(0.3, "wait", comment="请客户提供购买凭证照片。")
            move(30, "resume")
        solve(0.2 if way == "at_once" else 5)
        if world.happens(85):
            move(72, "close")

    def _ask(self, at: datetime, clerk: str, store: str, ticket_id: UUID) -> None:
        """Of what is open one is on its way to a technician, the next waits for the manager."""
        world, turn = self.world, self.world.count("asked")
        asks: dict[str, Any] = {}
        if turn == 1:
            helper = world.material.staff(store, "technician")[0]
            asks = {"owner_id": world.staff_ids[helper], "comment": "客户要求技术人员直接说明，请接手。"}
        elif turn == 2 and (manager := world.material.manager(store)) != clerk:
            asks = {"escalated_to_id": world.staff_ids[manager], "comment": "客户要求延长保修，请决定。"}
        if asks:
            action = "hand_over" if turn == 1 else "escalate"
            moment = at + timedelta(minutes=12)
            world.script.add(
                moment, clerk, _TICKET, id=ticket_id, action=action, payload=asks, request=world.new_id(moment)
            )

    def vote(self, at: datetime, by: str, article: UUID, ticket: UUID) -> None:
        if self.world.happens(80):
            self.world.record(
                at,
                by,
                "article_vote",
                {
                    "id": self.world.new_id(at),
                    "article_id": article,
                    "ticket_id": ticket,
                    "worked": self.world.happens(85),
                    "login": by,
                },
            )

    def complaint(self, at: datetime, state: str, at_store: str = "", there: str = "") -> None:
        """From the record at the desk to the answer, as far as it has come. at_store: of this store if it has any,
        made good with a voucher. there: of this store, whatever it has."""
        world = self.world
        said: ComplaintText = world.pick(world.material.complaints)
        case = self.about(at, at_store or there)
        if there and case is not None and case.store != there:
            case = None
        store = there or (case.store if case else world.store())
        clerk = world.pick(world.material.staff(store, "agent"))
        manager = world.material.manager(store)
        accused = case.technician or clerk if case and said.category in ("attitude", "damage", "price") else None
        complaint_id = world.new_id(at)
        channel = world.weighed(("phone", "counter", "mail", "regulator"), (6, 4, 1, 1))
        # an authority names the day by which it wants to hear: of every third case sooner than we answer
        own = Random(complaint_id.int)
        wanted = at.date() + timedelta(days=own.choice((2, 10, 15))) if channel == "regulator" else None
        world.record(
            at,
            clerk,
            "complaint",
            {
                "id": complaint_id,
                "channel": channel,
                "regulator_no": f"12315-{at:%Y}-{own.randint(1, 9999):04d}" if wanted else "",
                "regulator_due_on": wanted.isoformat() if wanted else None,
                "store_id": world.store_ids[store],
                "work_order_id": case.id if case else None,
                "customer_id": case.customer.id if case and case.customer else None,
                "complainant": case.customer.name if case and case.customer else "匿名客户",
                "severity": world.weighed((2, 3, 4, 5), (3, 5, 3, 1)),
                "harm": {"delay": "time", "price": "money", "damage": "money", "privacy": "data"}.get(
                    said.category, "none"
                ),
                "repeated": said.category == "repeat",
                "exposed": False,
                "category": said.category,
                "demand": said.demand,
                "subject": said.subject,
                "description": said.description,
                "about_staff_id": world.staff_ids[accused] if accused and accused != manager else None,
            },
        )
        when = at
        order = ("acknowledged", "assessed", "investigating", "proposed", "answered", "accepted", "closed")
        far = order.index(state) if state in order else order.index("answered") if state == "rejected" else -1

        def move(hours: float, action: str, **payload: Any) -> None:
            nonlocal when
            when = at_work(when + timedelta(hours=hours))
            world.script.add(
                when, manager, _COMPLAINT, id=complaint_id, action=action, payload=payload, request=world.new_id(when)
            )

        slow = 1 if state == "closed" else 0.2
        steps: tuple[tuple[float, str, dict[str, Any]], ...] = (
            (1, "acknowledge", {"comment": "已电话告知客户受理，三日内给出处理方案。"}),
            (3 * slow, "assess", {"category": said.category, "severity": 3}),
            (4 * slow, "investigate", {"owner_id": world.staff_ids[manager]}),
            (30 * slow, "propose", {"proposal": said.proposal}),
            (20 * slow, "answer", {"answer": said.answer}),
            (10 * slow, "accept", {}),
            (24 * slow, "close", {"root_cause": said.cause}),
        )
        remedy_id = world.new_id(at)
        for hours, action, payload in steps[: far + 1]:
            if action == "close":
                given = {
                    "id": remedy_id,
                    "document": world.new_id(when),
                    "note": "已当面交给客户。",
                    "request": world.new_id(when),
                }
                world.script.add(when + timedelta(minutes=5), manager, _GIVE, **given)
            move(hours, action, **payload)
            if action == "answer" and wanted:
                told = when + timedelta(minutes=20)
                world.script.add(
                    told, manager, _AUTHORITY, id=complaint_id, on=told.astimezone(CHINA).date().isoformat(),
                    how=own.choice(("portal", "portal", "post")), reference=f"复〔{told:%Y}〕{own.randint(1, 99)} 号",
                    request=world.new_id(told),
                )  # fmt: skip
            if action == "propose":
                # what is promised while it still stands waits for a second signature
                kind, amount = (
                    ("compensation", 1500)
                    if state == "proposed"
                    else _REMEDIES.get("" if at_store else said.demand, ("voucher", 80))
                )
                offered = {"id": remedy_id, "complaint": complaint_id, "kind": kind, "amount": amount}
                world.script.add(
                    when + timedelta(minutes=2), manager, _OFFER, **offered, note=said.proposal,
                    request=world.new_id(when),
                )  # fmt: skip
            if action == "investigate" and (what := MEASURES.get(said.category)):
                doer = clerk if clerk != accused else manager
                self._measure(when, complaint_id, what, state, manager, doer, TELL.get(said.category))
        if state == "rejected":
            move(4, "reject", comment="客户不接受，要求书面答复。")

    def _measure(self, at: datetime, complaint_id: UUID, what: str, state: str, manager: str, owner: str,
                 words: tuple[str, str] | None) -> None:  # fmt: skip
        """What is changed because of it and what the customer reads of that.

        Of closed cases it is verified by the manager, and a month later seen whether it helped; of standing ones it is
        due today.
        """
        world = self.world
        measure_id = world.new_id(at)
        moment = at + timedelta(minutes=10)
        due = at_work(at + timedelta(days=5)) if state == "closed" else world.until
        world.script.add(
            moment, manager, PLAN, id=measure_id, complaint=complaint_id, what=what, owner=world.staff_ids[owner],
            due_on=due.astimezone(CHINA).date().isoformat(), request=world.new_id(moment),
        )  # fmt: skip
        if words:
            told = moment + timedelta(minutes=2)
            world.script.add(told, manager, TOLD, id=measure_id, zh=words[0], en=words[1], request=world.new_id(told))
        if state == "closed":
            taken = at_work(at + timedelta(days=2))
            world.script.add(
                taken, owner, TAKEN, id=measure_id, note="已完成并在例会上通报。", request=world.new_id(taken)
            )
            if owner != manager:
                seen = at_work(at + timedelta(days=4))
                world.script.add(
                    seen, manager, VERIFIED, id=measure_id, note="抽查五单，均已执行。", request=world.new_id(seen)
                )
                # a month after it was taken; what falls due in the last days is still to be seen
                month = at_work(taken + timedelta(days=31))
                if month < world.until - timedelta(days=3):
                    world.script.add(
                        month,
                        manager,
                        EFFECT,
                        id=measure_id,
                        note="一个月内没有同类投诉。",
                        request=world.new_id(month),
                    )
