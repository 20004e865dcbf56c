"""What befalls a sample order, step by step, from the counter to the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from services.sample.customers import Customer, Device
from services.sample.material import Fault
from services.sample.world import CHINA, World, at_work

TAKE_IN = "select aftercare.intake_open($1 -> 'intake', $1 -> 'orders')"
_MOVE = """select aftercare.work_order_move(o.id, o.version, $1 ->> 'axis', $1 ->> 'action', $1 -> 'payload')
    from aftercare.work_order o where o.id = ($1 ->> 'id')::uuid"""
_UNDO = """select aftercare.work_order_undo(o.id, o.version, $1 -> 'payload')
    from aftercare.work_order o where o.id = ($1 ->> 'id')::uuid"""
_DELIVER = """select aftercare.work_order_move(o.id, o.version, 'work', $1 ->> 'action',
      $1 -> 'payload' || jsonb_build_object('pickup_code', (aftercare.order_hidden(o.id)).pickup_code))
    from aftercare.work_order o where o.id = ($1 ->> 'id')::uuid"""
_LINE_COLUMNS = "id, work_order_id, kind, price_item_id, name, name_en, part_no, unit, part_state, position"
_LINE = f"""insert into aftercare.work_order_line ({_LINE_COLUMNS}) select {_LINE_COLUMNS}
    from jsonb_populate_recordset(null::aftercare.work_order_line, $1 -> 'lines')"""
_PRICE = """update aftercare.work_order_line set state = 'planned', payer = $1 ->> 'payer'
    where work_order_id = ($1 ->> 'id')::uuid and state = 'proposed'"""
_LINES = """update aftercare.work_order_line set state = $1 ->> 'state'
    where work_order_id = ($1 ->> 'id')::uuid and state in ('proposed', 'planned')
      and (kind <> 'fee' or $1 ->> 'state' = 'used')"""
_DIAGNOSE = """update aftercare.work_order set fault_code = $1 ->> 'fault', cause_code = $1 ->> 'cause',
      findings = $1 ->> 'findings' where id = ($1 ->> 'id')::uuid"""
_FINISH = """update aftercare.work_order set remedy_code = $1 ->> 'remedy', work_done = $1 ->> 'work',
      advice = $1 ->> 'advice', repair_level = $1 ->> 'level',
      labour_minutes = ($1 ->> 'minutes')::int where id = ($1 ->> 'id')::uuid"""
_TESTED = """update aftercare.work_order set test_passed = true, test_record = $1 -> 'record'
    where id = ($1 ->> 'id')::uuid"""
_QUOTE = """select aftercare.quote_offer(($1 ->> 'quote')::uuid, ($1 ->> 'id')::uuid, null,
      ($1 ->> 'until')::date, '', $1 ->> 'at_desk')"""
_APPROVE = "select aftercare.quote_approve(($1 ->> 'quote')::uuid)"
_CONSENT = """select aftercare.consent_record(($1 ->> 'consent')::uuid, ($1 ->> 'id')::uuid, ($1 ->> 'quote')::uuid,
      $1 ->> 'answer', $1 ->> 'who', $1 ->> 'how', null, $1 ->> 'masked', $1 ->> 'comment', $1 ->> 'at_desk')"""
_TOLD = """select aftercare.order_told(($1 ->> 'id')::uuid, ($1 ->> 'reached')::boolean, $1 ->> 'method',
      $1 ->> 'about', $1 ->> 'comment', $1 ->> 'at_desk')"""
_PROMISE = """select aftercare.order_promise(o.id, o.version, ($1 ->> 'promised_at')::timestamptz, $1 ->> 'comment',
      $1 ->> 'at_desk') from aftercare.work_order o where o.id = ($1 ->> 'id')::uuid"""
_NOTE = "select aftercare.order_note(($1 ->> 'id')::uuid, $1 ->> 'comment', false, '', $1 ->> 'at_desk')"
_PREPAY = """select aftercare.payment_take(($1 ->> 'payment')::uuid, ($1 ->> 'id')::uuid, '', $1 ->> 'method',
      ($1 ->> 'amount')::numeric, $1 ->> 'reference', '', $1 ->> 'at_desk')"""
_SETTLE = """select aftercare.payment_take(($1 ->> 'payment')::uuid, o.id,
      case when o.due < o.paid then 'refund' else '' end, $1 ->> 'method', abs(o.due - o.paid),
      $1 ->> 'reference', '', $1 ->> 'at_desk')
    from aftercare.work_order o where o.id = ($1 ->> 'id')::uuid and o.due <> o.paid and o.written_off is null"""
_CORRECT = """select aftercare.order_correct(o.id, o.version, $1 -> 'values', $1 ->> 'comment', $1 ->> 'at_desk')
    from aftercare.work_order o where o.id = ($1 ->> 'id')::uuid"""


class NotYetError(Exception):
    """The story has reached the present."""


class HeldError(Exception):
    """The story was to stop here."""


@dataclass
class Case:
    """One order in the telling. at: how far its time has come; hold: the state at which the telling stops."""

    world: World
    id: UUID
    store: str
    clerk: str
    device: Device
    fault: Fault
    at: datetime
    hold: str = ""
    technician: str = ""
    handling: str = ""
    quote: UUID | None = None
    pre_sale: bool = False
    payer: str = "customer"
    again: bool = False
    steps: list[tuple[datetime, str | None, str, dict[str, Any]]] = field(default_factory=list)

    @property
    def customer(self) -> Customer | None:
        return self.device.customer

    @property
    def manager(self) -> str:
        return self.world.material.manager(self.store)

    @property
    def desk(self) -> str:
        return self.world.material.store(self.store).workstations[0]

    @property
    def at_home(self) -> bool:
        return self.fault.kind != "repair"

    @property
    def price(self) -> int:
        return sum(self.world.material.price(code).price for code in self.fault.lines)

    def wait(self, least_hours: float, most_hours: float) -> None:
        """Time passes; whatever comes next happens while the shop is open."""
        self.at = at_work(self.at + timedelta(hours=self.world.chance.uniform(least_hours, most_hours)))

    def do(self, by: str, statement: str, **values: Any) -> None:
        """Somebody does something, half a minute to a few minutes after what was done before."""
        if self.at > self.world.until:
            raise NotYetError
        self.steps.append((self.at, by, statement, {"id": self.id, "at_desk": self.desk, **values}))
        self.at += timedelta(seconds=self.world.chance.randint(25, 260))

    def move(self, by: str, action: str, reached: str = "", axis: str = "work", **payload: Any) -> None:
        """Take a step of the workflow; reached: the state it leads to."""
        self.do(by, _MOVE, axis=axis, action=action, payload={"workstation": self.desk, **payload})
        self.stop(reached)

    def stop(self, reached: str) -> None:
        if reached and self.hold == reached:
            raise HeldError

    # -- pieces of stories -------------------------------------------------------------------------------

    def ask(self, **values: Any) -> dict[str, Any]:
        """Across the counter: what the slip promises, what came along, what was asked. The order to take in."""
        world, fault = self.world, self.fault
        days = world.weighed((2, 3, 5, 7), (2, 6, 4, 2)) if not self.pre_sale else 10
        english = self.customer is not None and self.customer.english
        asked = {
            "id": self.id,
            "device_id": self.device.id,
            "kind": fault.kind,
            "sale_stage": "pre_sale" if self.pre_sale else "after_sale",
            "problem": world.pick(fault.problem_en if english and fault.problem_en else fault.problem),
            "symptoms": list(fault.symptoms),
            "accessories": [code for code, percent in _ACCESSORIES.get(fault.category, ()) if world.happens(percent)],
            "condition_note": world.pick(("", "", "边框有使用痕迹", "右上角磕碰", "后盖细微划痕")),
            "sketch": _SKETCHES.get(fault.category, "box"),
            "answers": {
                "liquid": "yes" if "liquid" in fault.symptoms else world.pick(("no", "no", "unknown")),
                "dropped": "yes" if "dropped" in fault.symptoms else world.pick(("no", "no", "unknown")),
                "opened_before": world.pick(("no", "no", "no", "unknown")),
            },
            "backup_choice": world.pick(("done", "declined", "do_it")) if fault.category in _DATA else "",
            "old_parts": world.pick(("returned", "recycled", "recycled")),
            "priority": "urgent" if world.happens(7) else "normal",
            "source": world.pick(("phone", "ticket")) if self.at_home else "counter",
            "promised_at": datetime.combine((self.at + timedelta(days=days)).date(), time(18), CHINA),
            "shelf": "" if self.at_home else f"A{world.chance.randint(1, 24):02d}",
            "inspection_fee": None if self.pre_sale else "50.00",
            **values,
        }
        return {name: value for name, value in asked.items() if value is not None}

    def take_in(self, orders: Sequence[dict[str, Any]]) -> None:
        """One intake of this device, and of others that came with it."""
        self.do(
            self.clerk,
            TAKE_IN,
            intake={
                "id": self.world.new_id(self.at),
                "store_id": self.world.store_ids[self.store],
                "customer_id": self.customer.id if self.customer else None,
                "workstation": self.desk,
            },
            orders=orders,
        )

    def get_a_technician(self) -> None:
        """Dispatched by the desk, or taken by whoever has time; now and then it is the wrong one first."""
        world = self.world
        among = world.material.staff(self.handling or self.store, "technician")
        self.technician = world.pick(among)
        self.wait(0.1, 6)
        if not self.handling and world.happens(25):
            self.move(self.technician, "take", "assigned")
            return
        if len(among) > 1 and world.happens(4):
            wrong = next(login for login in among if login != self.technician)
            self.move(self.clerk, "assign", technician_id=world.staff_ids[wrong])
            self.do(self.clerk, _UNDO, payload={"workstation": self.desk})
        self.move(self.clerk, "assign", "assigned", technician_id=world.staff_ids[self.technician])
        if len(among) > 1 and world.happens(5):
            self.wait(1, 20)
            other = world.pick([login for login in among if login != self.technician])
            self.technician = other
            self.move(self.manager, "reassign", technician_id=world.staff_ids[other], comment="原技术员请假，改派。")

    def diagnose(self, propose: Sequence[str] | None = None) -> None:
        """Opened, looked at, found; the technician proposes work and parts, the desk prices them."""
        world, fault = self.world, self.fault
        self.wait(0.4, 8)
        self.move(self.technician, "start", "diagnosing")
        self.wait(0.2, 3)
        self.do(self.technician, _DIAGNOSE, fault=fault.codes[0], cause=fault.codes[1], findings=fault.findings)
        lines = [self.line(code, place) for place, code in enumerate(fault.lines if propose is None else propose, 1)]
        if lines:
            self.do(self.technician, _LINE, lines=lines)
        if world.happens(20):
            self.do(self.technician, _NOTE, comment=world.word("notes"))

    def line(self, code: str, place: int) -> dict[str, Any]:
        price = self.world.material.price(code)
        return {
            "id": self.world.new_id(self.at),
            "work_order_id": self.id,
            "kind": price.kind,
            "price_item_id": self.world.price_ids[code],
            "name": price.name,
            "name_en": price.name_en,
            "part_no": price.part_no,
            "unit": price.unit,
            "part_state": "new" if price.kind == "part" else None,
            "position": place * 10,
        }

    def offer(self) -> None:
        """The desk prices and quotes, and rings up."""
        self.do(self.clerk, _PRICE, payer=self.payer)
        self.quote = self.world.new_id(self.at)
        self.do(self.clerk, _QUOTE, quote=self.quote, until=self.at.date() + timedelta(days=7))
        if self.price > 5000:
            self.do(self.manager, _APPROVE, quote=self.quote)
        self.move(self.clerk, "quote", "quoted")
        self.tell("quote")

    def answer(self, answer: str) -> None:
        """What the customer says to the price."""
        self.wait(0.3, 16)
        self.do(
            self.clerk,
            _CONSENT,
            consent=self.world.new_id(self.at),
            quote=self.quote,
            answer=answer,
            who=self.customer.caller if self.customer else "店长",
            how=self.world.weighed(("phone", "wechat", "counter"), (6, 4, 2)),
            masked=self.customer.masked if self.customer else "",
            comment=self.world.word("refused") if answer == "no" else "",
        )

    def await_parts(self, by: str) -> None:
        """Parts have to come; some are late, and then another day is promised."""
        world = self.world
        self.move(by, "wait_parts", "waiting_parts", comment="已下单，等待配件到货。")
        self.wait(20, 90)
        if world.happens(45):
            self.do(
                self.clerk,
                _PROMISE,
                promised_at=datetime.combine((self.at + timedelta(days=3)).date(), time(18), CHINA),
                comment=world.word("delays"),
            )
            self.tell("delay", comment=world.word("delays_told"))
            self.wait(12, 110)
        self.move(self.technician, "repair", "repairing")

    def mend(self) -> None:
        """Repair, test, sometimes once more, done."""
        world, fault = self.world, self.fault
        self.wait(0.4, 8)
        self.do(self.technician, _LINES, state="used")
        self.report(sum(world.material.price(code).minutes or 0 for code in fault.lines) + world.chance.randint(0, 30))
        self.move(self.technician, "test", "testing")
        self.wait(0.2, 4)
        if world.happens(6):
            self.move(self.technician, "not_passed", comment=world.word("not_passed"))
            self.wait(1, 20)
            self.move(self.technician, "test")
            self.wait(0.2, 4)
        self.test()
        self.complete("repaired")

    def report(self, minutes: int) -> None:
        """What was done, and how long it took."""
        self.do(
            self.technician,
            _FINISH,
            remedy=self.fault.codes[2],
            work=self.fault.work,
            advice=self.fault.advice,
            minutes=minutes,
            level="factory" if self.handling else "second" if self._takes_parts() else "first",
        )

    def _takes_parts(self) -> bool:
        return any(self.world.material.price(code).kind == "part" for code in self.fault.lines)

    def test(self) -> None:
        questions = ["fault_gone", "functions", "appearance", "safety"]
        record = [{"question": question, "answer": "pass", "note": ""} for question in questions]
        self.do(self.technician, _TESTED, record=record)

    def complete(self, outcome: str) -> None:
        self.move(self.technician, "complete", outcome=outcome, shelf=self.ready_place())
        if self.handling:
            self.come_back()
        self.stop("completed")

    def ready_place(self) -> str:
        return "" if self.at_home or self.handling else f"R{self.world.chance.randint(1, 18):02d}"

    def send_out(self) -> None:
        """To the depot that can do what the store cannot."""
        self.wait(1, 24)
        self.handling = "DEPOT"
        self.move(
            self.clerk,
            "send_out",
            axis="custody",
            handling_store_id=self.world.store_ids["DEPOT"],
            method="干线物流",
            comment="外包装完好，已贴标签。",
        )
        self.stop("sent_out")
        self.wait(14, 40)

    def come_back(self) -> None:
        """The depot ships, the store unpacks."""
        self.wait(1, 20)
        self.move(self.technician, "ship_back", axis="custody", method="干线物流")
        self.wait(14, 40)
        self.move(self.clerk, "arrive_back", axis="custody", shelf=f"B{self.world.chance.randint(1, 9):02d}")

    def tell(self, about: str = "ready", comment: str | None = None) -> None:
        """Call; whoever is not reached is called again."""
        method = self.world.weighed(("phone", "wechat", "sms"), (6, 4, 1))
        if self.world.happens(15):
            self.do(self.clerk, _TOLD, reached=False, method="phone", about=about, comment=self.world.word("not_told"))
            self.wait(2, 20)
        words = comment if comment is not None else self.world.word("told") if about == "ready" else ""
        self.do(self.clerk, _TOLD, reached=True, method=method, about=about, comment=words)

    def pay(self) -> None:
        """The balance, or what was prepaid too much back."""
        method = self.world.weighed(("wechat", "alipay", "cash", "card"), (8, 6, 2, 2))
        if self.customer is not None and self.customer.company:
            method = "transfer"
        self.do(
            self.clerk,
            _SETTLE,
            payment=self.world.new_id(self.at),
            method=method,
            reference="" if method == "cash" else f"{self.world.chance.randint(0, 9999):04d}",
        )

    def prepay(self, amount: int) -> None:
        """Money before it is all due: a prepayment, or a part of the balance once the device is ready."""
        self.do(
            self.clerk,
            _PREPAY,
            payment=self.world.new_id(self.at),
            method=self.world.pick(("wechat", "alipay", "cash")),
            amount=amount,
            reference="",
        )

    def hand_over(self, action: str = "deliver", least_hours: float = 2, most_hours: float = 90) -> None:
        """Collected: by the owner with signature or code, by somebody else with an ID."""
        self.wait(least_hours, most_hours)
        if self.at_home:
            self.wait(0, 0.3)
        self.pay()
        away = self.at_home and bool(self.technician) and action == "deliver"
        how = self.world.weighed(("code", "signature", "other"), (6, 3, 1))
        payload: dict[str, Any] = {
            "workstation": self.desk,
            "collected_how": "signature" if self.at_home else how,
            "on_paper": True,
            "checklist": dict.fromkeys(("device_shown", "accessories_back", "warranty_explained"), "yes"),
        }
        if how == "other" and not self.at_home and not self.pre_sale:
            payload |= {
                "by_other": True,
                "collected_by": "家属代取",
                "collected_how": "id_note",
                "id_note": "身份证尾号 0000",
            }
        if away:
            self.move(self.technician, action, **{**payload, "workstation": ""})
        else:
            self.do(self.clerk, _DELIVER, action=action, payload=payload)
        self.world.handed_over.add(self.at.date())
        self.stop("delivered")

    def correct(self, comment: str, **values: Any) -> None:
        self.do(self.manager, _CORRECT, values=values, comment=comment)

    def agree(self, payer: str) -> None:
        """The desk says who pays the proposed lines."""
        self.payer = payer
        self.do(self.clerk, _PRICE, payer=payer)

    def drop_lines(self) -> None:
        """Nothing of what was proposed is done; fees stay."""
        self.do(self.technician, _LINES, state="dropped")


_DATA = ("phone", "tablet", "computer")
_SKETCHES = {"phone": "phone", "tablet": "phone", "watch": "phone", "computer": "laptop", "tv": "television"}
_ACCESSORIES = {
    "phone": (("sim", 40), ("case", 50), ("charger", 10)),
    "tablet": (("case", 40), ("charger", 30)),
    "computer": (("charger", 80), ("case", 30), ("mouse", 10)),
    "watch": (("strap", 90),),
    "tv": (("remote", 70), ("stand", 40)),
    "audio": (("remote", 60),),
    "printer": (("cable", 60), ("toner", 40)),
    "network": (("adapter", 90),),
}
