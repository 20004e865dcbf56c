"""Which stories there are, how often each is told, and telling them all over two years."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from services.sample import customers
from services.sample.customers import Customer, Device
from services.sample.material import Model
from services.sample.orders import Case, HeldError, NotYetError
from services.sample.world import World, at_work

Story = Callable[[Case], None]


def covered(case: Case) -> None:
    """In warranty: nobody asks for money."""
    case.get_a_technician()
    case.diagnose()
    case.agree("goodwill" if case.again else "warranty")
    if case.world.happens(30):
        case.await_parts(case.technician)
    else:
        case.move(case.technician, "repair", "repairing")
    case.mend()
    case.tell()
    case.hand_over()


def within_estimate(case: Case) -> None:
    """Chargeable, and no dearer than what the slip says."""
    case.get_a_technician()
    case.diagnose()
    case.agree("customer")
    case.move(case.technician, "repair", "repairing")
    case.mend()
    case.tell()
    case.hand_over()


def quoted(case: Case) -> None:
    """A quote, a yes, a repair; dear ones with a prepayment."""
    case.get_a_technician()
    case.diagnose()
    case.offer()
    case.answer("yes")
    if case.price > 700:
        case.prepay(int(case.price * 0.4) // 10 * 10)
    if case.world.happens(55):
        case.await_parts(case.clerk)
    else:
        case.move(case.technician, "repair", "repairing")
    case.mend()
    case.tell()
    case.hand_over()


def half_paid(case: Case) -> None:
    """Ready, and paid in two parts."""
    case.get_a_technician()
    case.diagnose()
    case.offer()
    case.answer("yes")
    case.move(case.technician, "repair", "repairing")
    case.mend()
    case.tell()
    case.prepay(case.price // 20 * 10)
    case.stop("part_paid")
    case.hand_over()


def waiting(case: Case) -> None:
    """The part has to be ordered."""
    case.get_a_technician()
    case.diagnose()
    case.offer()
    case.answer("yes")
    case.await_parts(case.clerk)
    case.mend()
    case.tell()
    case.hand_over()


def declined(case: Case) -> None:
    """Too dear: returned as it came, for the inspection fee."""
    case.get_a_technician()
    case.diagnose()
    case.offer()
    case.answer("no")
    case.drop_lines()
    case.move(case.clerk, "refuse", "failed", shelf=case.ready_place())
    case.tell()
    case.hand_over("return_unrepaired")


def beyond_repair(case: Case) -> None:
    """Nothing to be done, and why."""
    code, words = case.world.material.barriers.get(case.fault.category, case.world.material.barriers["other"])
    case.get_a_technician()
    case.diagnose(())
    case.move(case.technician, "fail", "failed", barrier_code=code, comment=words, shelf=case.ready_place())
    case.tell()
    case.hand_over("return_unrepaired")


def no_fault(case: Case) -> None:
    """It works on the bench."""
    case.fault = replace(
        case.fault,
        codes=("none_found", "none", "explained"),
        findings="连续测试两小时，未见客户所述故障。",
        work="未更换配件，清洁接口并讲解使用方法。",
        advice="如再次出现请录下视频。",
    )
    case.get_a_technician()
    case.diagnose(())
    case.move(case.technician, "no_fault", "testing", comment="未见故障，转检验。")
    case.report(30)
    case.wait(0.5, 4)
    case.test()
    case.complete("no_fault")
    case.tell()
    case.hand_over()


def cancelled(case: Case) -> None:
    """The customer changes his mind before anything was done."""
    case.wait(0.3, 20)
    case.move(
        case.clerk,
        "cancel",
        "cancelled",
        reason_code=case.world.pick(("customer_changed_mind", "takes_too_long", "works_again")),
        comment="客户来电要求取消。",
    )
    case.hand_over("return_cancelled", 1, 60)


def reopened(case: Case) -> None:
    """It shows its fault again when it is to be collected."""
    case.get_a_technician()
    case.diagnose()
    case.offer()
    case.answer("yes")
    case.move(case.technician, "repair", "repairing")
    case.mend()
    case.tell()
    case.wait(4, 50)
    case.move(case.clerk, "reopen", comment=case.world.word("reopened"))
    case.wait(2, 30)
    case.move(case.technician, "test")
    case.test()
    case.complete("repaired")
    case.tell()
    case.hand_over()


def at_depot(case: Case) -> None:
    """Sent to the depot and back."""
    case.send_out()
    case.get_a_technician()
    case.diagnose()
    case.agree("warranty")
    case.move(case.technician, "repair", "repairing")
    case.mend()
    if not case.pre_sale:
        case.tell()
    case.hand_over()


def unclaimed(case: Case) -> None:
    """Told twice and more, nobody comes; after the term the manager decides."""
    code, words = case.world.material.barriers.get(case.fault.category, case.world.material.barriers["other"])
    case.get_a_technician()
    case.diagnose(())
    case.move(case.technician, "fail", barrier_code=code, comment=words, shelf=case.ready_place())
    for days in (0, 7, 30):
        case.wait(24 * days, 24 * days + 2)
        case.tell(comment=f"第 {days} 天通知。")
    case.wait(24 * 62, 24 * 80)
    case.move(case.manager, "dispose", comment="通知满六十天无人领取，按约定环保处理。")


def let_off(case: Case) -> None:
    """The wait was our fault: the manager lets the balance go."""
    case.get_a_technician()
    case.diagnose()
    case.offer()
    case.answer("yes")
    case.await_parts(case.clerk)
    case.mend()
    case.tell()
    case.wait(2, 30)
    case.move(case.manager, "write_off", axis="money", comment="超期两周，本店承担费用。")
    case.hand_over(least_hours=0.1, most_hours=2)


def proven_later(case: Case) -> None:
    """The invoice turns up: in warranty after all."""
    case.get_a_technician()
    case.diagnose()
    case.wait(1, 8)
    case.correct("客户补交发票，改为保修。", warranty_verdict="in")
    case.agree("warranty")
    case.move(case.technician, "repair", "repairing")
    case.mend()
    case.tell()
    case.hand_over()


# How often each is told of what is neither covered by warranty nor cheap; per thousand.
_USUAL: tuple[tuple[Story, int], ...] = (
    (quoted, 430),
    (waiting, 150),
    (within_estimate, 120),
    (declined, 90),
    (beyond_repair, 55),
    (no_fault, 45),
    (cancelled, 40),
    (reopened, 25),
    (unclaimed, 15),
    (let_off, 10),
    (half_paid, 10),
    (proven_later, 10),
)
# Told once in any case, so that small samples have them too.
_RARE: tuple[Story, ...] = (unclaimed, let_off, reopened, half_paid, proven_later, beyond_repair, no_fault, cancelled)
# Whatever chance does, today's desk has orders in every state: the story, where it stands, how many, their days.
_HELD: tuple[tuple[str, Story, int, tuple[float, float]], ...] = (
    ("received", quoted, 4, (0.05, 1.0)),
    ("assigned", quoted, 3, (0.2, 2)),
    ("diagnosing", quoted, 3, (0.5, 3)),
    ("quoted", quoted, 3, (1, 5)),
    ("waiting_parts", waiting, 5, (3, 15)),
    ("repairing", quoted, 3, (1, 6)),
    ("testing", quoted, 2, (2, 6)),
    ("completed", quoted, 4, (2, 12)),
    ("part_paid", half_paid, 1, (3, 8)),
    ("failed", declined, 1, (3, 14)),
    ("failed", beyond_repair, 1, (3, 20)),
    ("delivered", quoted, 2, (3, 9)),
    ("cancelled", cancelled, 1, (1, 4)),
    ("sent_out", at_depot, 2, (1, 5)),
    ("repairing", at_depot, 1, (4, 9)),
)


class Teller:
    """Tells all orders: who comes, with what, and how it goes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.known: dict[str, list[tuple[datetime, Device]]] = {}
        self.mended: dict[str, list[tuple[datetime, Case]]] = {}
        self.cases: list[Case] = []
        self.rare = list(reversed(_RARE))

    def tell(self, orders: int) -> None:
        """That many orders: most of them as they come, some of them standing somewhere today."""
        held = [(state, story, days) for state, story, times, days in _HELD for _ in range(times)]
        many = max(len(held), orders // 14) if orders >= 2 * len(held) else orders // 2
        held = (held * (many // len(held) + 1))[:many]
        began = len(self.cases)
        for at in sorted(self.world.moment(self.world.day()) for _ in range(orders - len(held))):
            if at < self.world.until:
                self.come(at)
        while len(self.cases) - began < orders - len(held):
            self.come(self.world.moment((self.world.until - timedelta(days=self.world.chance.randint(2, 90))).date()))
        for state, story, days in held:
            self.stand(state, story, self.world.chance.uniform(*days))

    # -- somebody comes ------------------------------------------------------------------------------------

    def come(self, at: datetime) -> None:
        """Somebody comes at that moment, and his order goes the way of one of the stories."""
        world = self.world
        store = world.store()
        if world.happens(5):
            self.run(self.begin(at, store, pre_sale=True), at_depot)
            return
        back = [case for when, case in self.mended.get(store, ()) if timedelta(2) < at - when < timedelta(60)]
        if back and world.happens(6):
            last = world.pick(back)
            case = self.begin(at, store, device=last.device, last=last)
            self.run(case, covered, rework_of=last.id)
            return
        self.tell_usual(self.begin(at, store))

    def tell_usual(self, case: Case) -> None:
        world, day = self.world, case.at.date()
        story: Story
        if case.device.covered(day) and not case.fault.own_fault and case.fault.kind in ("repair", "on_site"):
            story = world.weighed((covered, at_depot, no_fault), (84, 0 if case.at_home else 9, 7))
        elif case.fault.kind in ("installation", "maintenance"):
            story = world.weighed((within_estimate, cancelled), (95, 5))
        else:
            story = world.weighed([told for told, _ in _USUAL], [often for _, often in _USUAL])
            if self.rare and not case.at_home:
                story = self.rare.pop()
            elif case.at_home and story is unclaimed:
                story = quoted
        self.run(case, story)

    def begin(
        self,
        at: datetime,
        store: str,
        *,
        pre_sale: bool = False,
        device: Device | None = None,
        last: Case | None = None,
        plain: bool = False,
    ) -> Case:
        """The counter finds or enters customer and device; plain: a repair at the counter, out of warranty."""
        world = self.world
        clerk = world.pick(world.material.staff(store, "agent"))
        if device is None:
            model = self.choose_model(at, plain or pre_sale)
            customer = None if pre_sale else self.customer(at, store, clerk)
            device = customers.bring_device(world, at + timedelta(seconds=40), clerk, customer, model)
            if customer is not None:
                self.known.setdefault(store, []).append((at, device))
        fault = last.fault if last else world.fault(device.model, at.month)
        while plain and fault.kind != "repair":
            fault = world.fault(device.model, at.month)
        return Case(
            world,
            world.new_id(at),
            store,
            clerk,
            device,
            fault,
            at + timedelta(seconds=100),
            pre_sale=pre_sale,
            again=last is not None,
        )

    def choose_model(self, at: datetime, small: bool) -> Model:
        while True:
            model = self.world.model(at.month)
            if not small or model.category in _SMALL:
                return model

    def customer(self, at: datetime, store: str, clerk: str) -> Customer:
        """An old customer with something else, or a new one."""
        old = [device.customer for when, device in self.known.get(store, ()) if when < at - timedelta(days=1)]
        if old and self.world.happens(38):
            found = self.world.pick(old)
            assert found is not None
            return found
        return customers.enter(self.world, at, clerk, store)

    def run(self, case: Case, story: Story, **values: object) -> bool:
        """Tell it as far as time has come; tells whether it reached the state where it was to stop."""
        self.cases.append(case)
        try:
            estimate = case.price if story is within_estimate else None
            case.take_in([case.ask(estimate=estimate, **values)])
            case.stop("received")
            story(case)
        except NotYetError:
            return False
        except HeldError:
            return True
        finally:
            for at, by, statement, given in case.steps:
                self.world.script.add(at, by, statement, **given)
        if story in (quoted, waiting, within_estimate, covered):
            self.mended.setdefault(case.store, []).append((case.at, case))
        return False

    def stand(self, state: str, story: Story, age: float) -> None:
        """An order that stands in that state at this moment: begun as long ago as it takes to get there."""
        world = self.world
        before = world.chance.getstate(), dict(world.made)
        marks = len(world.script.steps), {store: len(known) for store, known in self.known.items()}, len(self.cases)
        store = world.store()
        while True:
            at = at_work(world.until - timedelta(days=age))
            if at < world.until - timedelta(minutes=10):
                case = replace(self.begin(at, store, pre_sale=story is at_depot, plain=True), hold=state)
                if self.run(case, story):
                    return
            # too young to have got there: the same once more, begun earlier
            age += 0.4
            world.chance.setstate(before[0])
            world.made.clear()
            world.made.update(before[1])
            del world.script.steps[marks[0] :], self.cases[marks[2] :]
            for code, known in self.known.items():
                del known[marks[1].get(code, 0) :]
            if age > 60:
                raise AssertionError(f"no order ever reaches {state}")


_SMALL = ("phone", "tablet", "computer", "watch", "printer", "audio")
