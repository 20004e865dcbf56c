"""A company with secrets in it: three stores, work in every state, personal data that is known to the tests.

Texts that belong to one store carry its mark (MARK-xihu …), so that whoever finds one where it does not belong has
found a hole. `SECRETS` are full values that nobody sees without a reveal.
"""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid5

import psycopg

from services import (
    acceptances,
    appraisals,
    articles,
    calls,
    complaints,
    corrective_actions,
    courses,
    customer_parts,
    customers,
    follow_ups,
    improvements,
    intakes,
    message_templates,
    messages,
    order_lines,
    payments,
    personal_data,
    quotes,
    recovery_plans,
    remedies,
    technicians,
    ticket_links,
    tickets,
    trainings,
    unlock_codes,
    visit_reports,
    visits,
    work_orders,
)
from services.database import Database, role_of
from services.ids import new_id
from services.intakes import NewIntake, NewOrder, Prepayment, Unlock
from services.rows import insert_row
from tests.cluster import Clone
from tests.follow_up_samples import RULES, good_answers
from tests.people import PASSWORD, known
from tests.work_order_samples import bring_to

STORES = ("xihu", "binjiang", "chaoyang")
CLERKS = {"xihu": "na", "binjiang": "min", "chaoyang": "bei"}
# Everybody who signs in, by what he is; ordered by what they may.
PEOPLE = ("admin", "zhou", "qian", "na", "min", "bei", "tang", "wu", "depot", "pei", "xiao", "cai", "shen")
# The stores whose work each of them may see at all; None: every store.
SEES: dict[str, tuple[str, ...] | None] = {
    "admin": None,
    "zhou": ("xihu", "binjiang"),
    "qian": ("chaoyang",),
    "na": ("xihu",),
    "min": ("binjiang",),
    "bei": ("chaoyang",),
    "tang": ("xihu",),
    "wu": ("xihu",),
    "depot": (),
    "pei": ("xihu",),
    "xiao": ("xihu",),
    "cai": None,
    "shen": None,
}
_SPACE = UUID("5c1e1f0a-2d58-4b0b-9a49-f6fd2f6d1f3e")
MARK = "MARK-{store}"


def planted(name: str) -> UUID:
    """The id of something in the scene: planted("xihu order received")."""
    return uuid5(_SPACE, name)


def phone_of(store: str, n: int) -> str:
    """A number that stands nowhere else; its middle digits are in no mask."""
    return f"139{7301 + 111 * STORES.index(store) + n:04d}{5500 + 10 * STORES.index(store) + n:04d}"


@dataclass
class Scene:
    """The database, who is signed in, what is secret, and the ids of each store's records."""

    clone: Clone
    secrets: dict[str, str] = field(default_factory=dict)
    ids: dict[str, list[UUID]] = field(default_factory=lambda: {store: [] for store in STORES})
    pickup_codes: dict[str, list[str]] = field(default_factory=lambda: {store: [] for store in STORES})
    _open: dict[str, Database] = field(default_factory=dict)
    _raw: dict[str, psycopg.Connection] = field(default_factory=dict)

    def db(self, login: str) -> Database:
        """A person as the program signs him in."""
        if login not in self._open:
            self._open[login] = Database(self.clone.dsn(role_of(login), PASSWORD), login=login)
        return self._open[login]

    def psql(self, login: str) -> psycopg.Connection:
        """A person as psql signs him in: autocommit, search path set."""
        if login not in self._raw:
            raw = psycopg.connect(self.clone.dsn(role_of(login), PASSWORD), autocommit=True)
            raw.execute("set search_path = aftercare")
            self._raw[login] = raw
        return self._raw[login]

    def superuser(self) -> psycopg.Connection:
        if "" not in self._raw:
            raw = psycopg.connect(self.clone.dsn(), autocommit=True)
            raw.execute("set search_path = aftercare")
            self._raw[""] = raw
        return self._raw[""]

    def foreign(self, login: str) -> list[str]:
        """The stores whose work this person must not see."""
        sees = SEES[login]
        return [] if sees is None else [store for store in STORES if store not in sees]

    def close(self) -> None:
        for db in self._open.values():
            db.close()
        for raw in self._raw.values():
            raw.close()


def build(scene: Scene) -> None:
    """Let the people of every store do a day's work."""
    _prepare(scene)
    for store in STORES:
        _work(scene, store)
    _administration(scene)


def _prepare(scene: Scene) -> None:
    """A technician for each store, a model everybody uses, a price."""
    root = scene.superuser()
    root.execute(
        """insert into product_model (id, brand, name, model_no, initials)
           values (%s, '小米', '小米 14', '23127PN0CC', 'xm14')""",
        [known("model")],
    )


def _work(scene: Scene, store: str) -> None:
    db, mark = scene.db(CLERKS[store]), MARK.format(store=store)
    ids = scene.ids[store]
    # only one store has technicians, so only there something was repaired
    for n, kind in enumerate(("received", "closed", "finished") if store == "xihu" else ("received", "closed")):
        customer, device = planted(f"{store} customer {n}"), planted(f"{store} device {n}")
        secrets = {
            "phone": phone_of(store, n),
            "email": f"secret.{store}.{n}@mail.example",
            "address": f"杭州市西湖区{store}路 {900 + n} 号 7 幢 {n}01 室",
            "wechat": f"wx_{store}_{n}_secret",
        }
        scene.secrets |= {f"customer {name} {store} {n}": value for name, value in secrets.items()}

        def first(connection, customer=customer, device=device, secrets=secrets, n=n, store=store):
            customers.insert(connection, customer, {"name": f"王芳{store}{n}", **secrets})
            values = {"customer_id": customer, "product_model_id": known("model"), "serial_no": f"SN{store}{n}778899"}
            insert_row(connection, "device", {"id": device, **values})

        order, intake = planted(f"{store} order {kind}"), planted(f"{store} intake {kind}")
        unlock = f"unlock{store}{n}code"
        scene.secrets[f"unlock code {store} {n}"] = unlock
        intakes.open_intake(
            db,
            NewIntake(intake, known(f"store {store}"), customer, brought_by=f"{mark} brother", note=f"{mark} note"),
            [
                NewOrder(
                    order,
                    device,
                    f"{mark} problem: screen stays dark",
                    condition_note=f"{mark} condition",
                    instructions=f"{mark} instructions",
                    estimate=Decimal("400.00"),
                    unlock_code=Unlock("text", unlock),
                    prepayment=Prepayment(planted(f"{store} prepayment {n}"), "cash", Decimal("10.00"), f"{mark} ref"),
                )
            ],
            new_id(),
            first,
        )
        contact_phone = phone_of(store, 50 + n)
        scene.secrets[f"contact phone {store} {n}"] = contact_phone
        scene.secrets[f"contact email {store} {n}"] = f"contact.{store}.{n}@mail.example"
        contact = customer_parts.add(
            db,
            "contact",
            customer,
            {"name": "李四", "phone": contact_phone, "email": f"contact.{store}.{n}@mail.example"},
            new_id(),
        )
        scene.secrets[f"further address {store} {n}"] = f"上海市浦东新区{store}大道 {n}88 号后门"
        address = customer_parts.add(
            db, "customer_address", customer, {"address": scene.secrets[f"further address {store} {n}"]}, new_id()
        )
        work_orders.note(db, order, f"{mark} said on the phone", request=new_id())
        line, quote = planted(f"{store} line {n}"), planted(f"{store} quote {n}")
        order_lines.add(
            db,
            line,
            order,
            {"kind": "labour", "name": f"{mark} cleaning", "unit_price": Decimal("50.00"), "quantity": Decimal(1)},
            new_id(),
        )
        quotes.offer(db, quote, order, request=new_id(), note=f"{mark} quote")
        quotes.record_consent(
            db,
            planted(f"{store} consent {n}"),
            order,
            "yes",
            f"{mark} wife",
            "phone",
            request=new_id(),
            quote_id=quote,
            contact_masked="139****0001",
            comment=f"{mark} agreed",
        )
        payments.take(
            db,
            planted(f"{store} payment {n}"),
            order,
            "cash",
            Decimal("5.00"),
            request=new_id(),
            comment=f"{mark} paid",
        )
        ids += [order, intake, line, quote, planted(f"{store} consent {n}"), planted(f"{store} payment {n}")]
        ids.append(planted(f"{store} prepayment {n}"))
        message = planted(f"{store} message {n}")
        text_id = message_templates.fitting(message_templates.every(db), "work_order")[0].id
        messages.tell(db, message, text_id, "work_order", order, f"{mark} message", request=new_id())
        ids.append(message)
        scene.ids.setdefault("customers", []).extend([customer, device, contact, address])
    if store == "xihu":
        bring_to(scene.db, planted("xihu order finished"), "delivered")
    _cancel_and_return(scene, store)
    _desk(scene, store)
    with scene.superuser().cursor() as cursor:
        cursor.execute(
            "select pickup_code from work_order where store_id = %s order by number", [known(f"store {store}")]
        )
        scene.pickup_codes[store] = [row[0] for row in cursor.fetchall()]


def _cancel_and_return(scene: Scene, store: str) -> None:
    """One of the orders ends, so that what happens at the end is there too."""
    db = scene.db(CLERKS[store])
    order = planted(f"{store} order closed")

    def step(action: str, **payload: object) -> None:
        seen = work_orders.seen(work_orders.get(db, order))
        work_orders.move(db, seen, action, payload, request=new_id())

    reason = scene.superuser().execute("select code from code_item where list = 'cancel_reason' limit 1").fetchone()
    assert reason is not None
    step("cancel", reason_code=reason[0], comment=f"{MARK.format(store=store)} cancelled")
    paid = work_orders.get(db, order).balance
    if paid < 0:
        payments.take(db, planted(f"{store} refund"), order, "cash", -paid, request=new_id(), kind="refund")
        scene.ids[store].append(planted(f"{store} refund"))
    step("return_cancelled", collected_how="code", pickup_code=work_orders.get(db, order).pickup_code)


def _desk(scene: Scene, store: str) -> None:
    db, mark = scene.db(CLERKS[store]), MARK.format(store=store)
    ticket, complaint = planted(f"{store} ticket"), planted(f"{store} complaint")
    tickets.create(
        db,
        ticket,
        {
            "kind": "fault",
            "store_id": known(f"store {store}"),
            "subject": f"{mark} subject",
            "description": f"{mark} description",
            "customer_id": planted(f"{store} customer 0"),
        },
        new_id(),
    )
    tickets.add_note(db, ticket, f"{mark} ticket note", new_id())
    tickets.move(db, tickets.get(db, ticket), "resolve", {"solution": f"{mark} solution"}, new_id())
    complaints.record(
        db,
        complaint,
        {
            "store_id": known(f"store {store}"),
            "subject": f"{mark} complaint",
            "description": f"{mark} complained",
            "customer_id": planted(f"{store} customer 0"),
            "complainant": f"{mark} aunt",
        },
        new_id(),
    )
    complaints.add_note(db, complaint, f"{mark} complaint note", new_id())
    follow_up = planted(f"{store} follow-up")
    values = {"rule_id": RULES["manual"], "store_id": known(f"store {store}"), "subject": f"{mark} follow-up"}
    follow_ups.plan(db, follow_up, {**values, "customer_id": planted(f"{store} customer 0")}, new_id())
    follow_ups.add_note(db, follow_up, f"{mark} follow-up note", new_id())
    seen = follow_ups.get(db, follow_up)
    follow_ups.answer(db, follow_up, good_answers(db, seen, p8=f"{mark} said"), f"{mark} besides", new_id())
    articles.write(
        db, planted(f"{store} article"), {"question": f"How to clean {store}", "answer": "With a cloth."}, new_id()
    )
    raw = scene.psql(CLERKS[store])
    raw.execute(
        "select print_add(%s, %s, %s, %s, 'intake', 'a4', 'zh', '', 1)",
        [planted(f"{store} print"), planted(f"{store} order received"), known(f"store {store}"), f"{mark} number"],
    )
    raw.execute(
        "insert into attachment (id, work_order_id, kind, name, media_type, size, sha256, note) "
        "values (%s, %s, 'photo_in', %s, 'image/jpeg', %s, repeat('0', 64), %s)",
        [
            planted(f"{store} photo"),
            planted(f"{store} order received"),
            f"{mark}.jpg",
            len(f"{mark} bytes".encode()),
            f"{mark} photo",
        ],
    )
    raw.execute(
        "insert into attachment_data (attachment_id, data) values (%s, %s)",
        [planted(f"{store} photo"), f"{mark} bytes".encode()],
    )
    scene.ids[store] += [ticket, complaint, follow_up, planted(f"{store} photo"), planted(f"{store} print")]
    _visits(scene, store)
    _teach(scene, store)
    _amends(scene, store)


def _amends(scene: Scene, store: str) -> None:
    """A voucher, what is to become better, and somebody who only disturbs."""
    db, mark = scene.db(CLERKS[store]), MARK.format(store=store)
    complaint, ticket = planted(f"{store} complaint"), planted(f"{store} ticket")
    remedy, voucher, measure = (planted(f"{store} {what}") for what in ("remedy", "voucher", "measure"))
    remedies.propose(db, remedy, complaint, "voucher", new_id(), amount=Decimal("40.00"), note=f"{mark} remedy")
    remedies.finish(db, remedies.of_complaint(db, complaint)[0], new_id(), document=voucher)
    due = datetime.now(UTC).date() + timedelta(days=5)
    corrective_actions.plan(db, measure, complaint, f"{mark} call earlier", known(CLERKS[store]), due, new_id())
    ticket_links.link(db, ticket, "work_order", planted(f"{store} order received"), new_id())
    number = phone_of(store, 70)
    scene.secrets[f"who called {store}"] = number
    call = calls.come_in(db, number, known(f"store {store}"), new_id()).call.id
    calls.mark(db, call, "handled", new_id(), note=f"{mark} call")
    # a reason without the mark: who disturbs is known to every desk
    calls.mark_caller(db, "disturbs", new_id(), call_id=call)
    scene.ids[store] += [remedy, voucher, measure, call]


def _visits(scene: Scene, store: str) -> None:
    """Somebody is to go somewhere; only one store has a technician who does."""
    db, mark = scene.db(CLERKS[store]), MARK.format(store=store)
    visit, paper = planted(f"{store} visit"), planted(f"{store} acceptance")
    visits.create(
        db,
        visit,
        {
            "store_id": known(f"store {store}"),
            "subject": f"{mark} visit",
            "instructions": f"{mark} instructions of the visit",
            "contact_name": f"{mark} neighbour",
            "wish": f"{mark} in the evening",
            "customer_id": planted(f"{store} customer 0"),
        },
        new_id(),
    )
    visits.add_note(db, visit, f"{mark} visit note", new_id())
    part = visit_reports.add_part(db, visit, {"name": f"{mark} capacitor"}, new_id())
    check = visit_reports.add_check(db, visit, {"name": f"{mark} voltage", "value": 230}, new_id())
    acceptances.create(
        db,
        paper,
        {
            "store_id": known(f"store {store}"),
            "kind": "hidden",
            "title": f"{mark} acceptance",
            "held_at": datetime.now(UTC),
            "people": [{"party": "owner", "name": f"{mark} engineer"}],
        },
        new_id(),
    )
    scene.ids[store] += [visit, part, check, paper]
    if store == "xihu":
        begins = datetime.now(UTC) + timedelta(hours=20)
        values = {"technician_id": known("tang"), "planned_from": begins, "override": f"{mark} all the same"}
        values["planned_until"] = begins + timedelta(hours=1)
        visits.move(db, visits.get(db, visit), "assign", values, new_id())
        away = {"kind": "sick", "from_at": begins, "until_at": begins + timedelta(days=1), "note": f"{mark} absence"}
        scene.ids[store].append(technicians.add_absence(scene.db("zhou"), known("wu"), away, new_id()))


def _administration(scene: Scene) -> None:
    """Looks at numbers, an import with a refused row, a merge."""
    na = scene.db("na")
    personal_data.reveal(na, "customer", planted("xihu customer 0"), "phone", "call back")
    scene.psql("tang")
    zhou = scene.db("zhou")
    unlock_codes.reveal(zhou, planted("xihu order received"))
    batch = planted("import")
    raw = scene.psql("na")
    raw.execute("insert into import_batch (id, kind, file_name) values (%s, 'customers', 'old.csv')", [batch])
    scene.secrets["phone in a refused row"] = "13688823456"
    failed = {
        "line": 2,
        "outcome": "failed",
        "code": "phone_not_a_number",
        "field": "phone",
        "cells": ["x", "13688823456"],
    }
    raw.execute("select import_note(%s, 2, %s)", [batch, json.dumps([failed])])
    double = customers.create(
        na, {"name": "王芳xihu0", "phone": phone_of("xihu", 90), "email": "double.secret@mail.example"}, new_id()
    )
    scene.secrets["phone of the double"] = phone_of("xihu", 90)
    customers.merge(na, customers.get(na, planted("xihu customer 0")), customers.get(na, double), new_id())


def _teach(scene: Scene, store: str) -> None:
    """Somebody suggests something, and something is taught; what a course says is the company's."""
    db, mark = scene.db(CLERKS[store]), MARK.format(store=store)
    idea, training = planted(f"{store} improvement"), planted(f"{store} training")
    here = {"store_id": known(f"store {store}")}
    improvements.file(
        db,
        idea,
        {**here, "area": "tools", "subject": f"{mark} idea", "what": f"{mark} change", "why": f"{mark} why"},
        new_id(),
    )
    due = (datetime.now(UTC) + timedelta(days=30)).date()
    plan = planted(f"{store} recovery plan")
    recovery_plans.make(
        scene.db("qian" if store == "chaoyang" else "zhou"),
        plan,
        {
            **here,
            "cause": "breaches",
            "subject": f"{mark} plan",
            "what": f"{mark} failure",
            "goal": f"{mark} goal",
            "owner_id": known(CLERKS[store]),
            "due_on": due,
        },
        new_id(),
    )
    appraisals.plan(
        scene.db("qian" if store == "chaoyang" else "zhou"),
        planted(f"{store} appraisal"),
        {"staff_id": known(CLERKS[store]), "due_on": due},
        new_id(),
    )
    course = courses.add(scene.db("admin"), new_id(), {**here, "name": f"course {len(store)} {store}", "hours": 2})
    begins = datetime.now(UTC) + timedelta(days=3)
    values = {
        "course_id": course,
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=2),
        "trainer_name": f"{mark} guest",
    }
    trainings.plan(db, training, {**here, **values, "subject": f"{mark} training", "place": f"{mark} room"}, new_id())
    scene.ids[store] += [idea, plan, training]
