"""A counter at work, as a process of its own that can be killed.

`python -m tests.faults.client` reads names of plan files, one a line, and starts a client for each without loading
everything anew; it answers with the client's process id. A plan is JSON: journal, dsn of the clerk, of the technician
and of the manager, seed, first and last index. What save number i does follows from seed and i alone, ids and request
ids too, so that a client started again goes on where the killed one stopped, with the very same requests.
"""

import json
import os
import signal
import sys
import time
import traceback
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, NoReturn
from uuid import UUID, uuid5

from sqlalchemy import Connection

from services import customers, installation, intakes, payments, sending, work_orders
from services.database import Database
from services.errors import Unavailable
from services.intakes import NewIntake, NewOrder, Prepayment
from services.rows import insert_row
from services.sending_settings import SendingSettings
from tests.faults import bill_saves, case_saves, desk_saves, house_saves, staff_saves
from tests.faults.journal import Journal
from tests.people import known

_SPACE = UUID("0b5b2a52-6a5e-4d43-8f4e-0a7c35f6e1c4")
KINDS = (
    "intake", "assign", "start", "change", "note", "payment",
    *desk_saves.KINDS, *case_saves.KINDS, *house_saves.KINDS,
    *staff_saves.KINDS, *bill_saves.KINDS,
)  # fmt: skip
# A server that was killed is back within seconds; who waits longer than this has found an error of ours.
GIVE_UP = 60.0
PREPAID = Decimal("30.00")
PAID = Decimal("20.00")


def known_id(seed: str, index: int, what: str) -> UUID:
    """The id of something that save `index` makes."""
    return uuid5(_SPACE, f"{seed}/{index}/{what}")


class Counter:
    """Takes a device in, brings it into repair, writes about it, takes money, does the rest of the desk; then the next."""

    def __init__(self, clerk: Database, technician: Database, manager: Database, seed: str) -> None:
        self.clerk, self.technician, self.manager, self.seed = clerk, technician, manager, seed

    def save(self, index: int) -> Any:
        """Do save `index`; what it returned, as JSON."""
        job = index - index % len(KINDS)
        order = known_id(self.seed, job, "order")
        request = known_id(self.seed, index, "request")
        kind = KINDS[index % len(KINDS)]
        match kind:
            case "intake":
                done: Any = self._take_in(job, order, request)
            case "assign":
                seen = work_orders.seen(work_orders.get(self.clerk, order))
                done = work_orders.move(self.clerk, seen, "assign", {"technician_id": known("tang")}, request=request)
            case "start":
                seen = work_orders.seen(work_orders.get(self.technician, order))
                done = work_orders.move(self.technician, seen, "start", request=request)
            case "change":
                now = work_orders.get(self.technician, order)
                done = work_orders.change(self.technician, now, {"findings": f"第 {index} 次检查"}, request)
            case "note":
                done = work_orders.note(self.clerk, order, f"note {index} of {self.seed}", request=request)
            case "payment":
                done = payments.take(
                    self.clerk, known_id(self.seed, index, "payment"), order, "cash", PAID, request=request
                )
            case _:
                customer = known_id(self.seed, job, "customer")
                made = partial(known_id, self.seed, job)
                desk = bill_saves.Bill(
                    self.clerk, self.technician, self.manager, job // len(KINDS), order, customer, made
                )
                done = getattr(desk, kind)(request)
        return plain(done)

    def _take_in(self, job: int, order: UUID, request: UUID) -> Any:
        customer, device = known_id(self.seed, job, "customer"), known_id(self.seed, job, "device")

        def first(connection: Connection) -> None:
            customers.insert(
                connection,
                customer,
                {"name": f"王芳{job}", "phone": "13812345678", "email": f"c{job}@example.com", "notify_by": "email"},
            )
            insert_row(
                connection,
                "device",
                {
                    "id": device,
                    "customer_id": customer,
                    "product_model_id": known("model"),
                    "serial_no": f"SN-{self.seed}-{job}",
                },
            )

        return intakes.open_intake(
            self.clerk,
            NewIntake(known_id(self.seed, job, "intake"), known("store xihu"), customer),
            [
                NewOrder(
                    order,
                    device,
                    "屏幕不亮",
                    estimate=Decimal("400.00"),
                    prepayment=Prepayment(known_id(self.seed, job, "prepayment"), "cash", PREPAID),
                )
            ],
            request,
            first,
        )


def plain(value: Any) -> Any:
    """What a service returned, as JSON."""
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    return json.loads(json.dumps(value, default=str))


def work(plan: dict[str, Any]) -> None:
    """Do the saves of a plan, each until it is acknowledged."""
    if plan.get("sender"):
        deliver(plan["sender"])
    if plan["namespace"]:
        _move_to(plan["namespace"])
    if plan["clock_days"]:
        _set_clock(plan["clock_days"])
    clerk = Database(plan["clerk"], login="na", answer_within=plan["answer_within"], patience=plan["patience"])
    technician = Database(plan["technician"], login="tang", answer_within=plan["answer_within"])
    manager = Database(plan["manager"], login="zhou", answer_within=plan["answer_within"])
    counter, journal = Counter(clerk, technician, manager, plan["seed"]), Journal(Path(plan["journal"]))
    for index in range(plan["first"], plan["last"]):
        journal.begin(index, str(known_id(plan["seed"], index, "request")), KINDS[index % len(KINDS)])
        until = time.monotonic() + GIVE_UP
        while True:
            try:
                result = counter.save(index)
                break
            except Unavailable as error:
                # The person reads a sentence and presses Save again: the same request.
                journal.told(index, error.code)
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
        journal.acknowledge(index, result)
    clerk.close()
    technician.close()
    manager.close()


def deliver(conninfo: str) -> NoReturn:
    """Send what is due until somebody kills us."""
    with installation.connect(conninfo) as connection:
        while True:
            if not sending.run(connection, SendingSettings()).total:
                time.sleep(0.01)


def _move_to(namespace: str) -> None:
    """Live in another network from now on; os.setns came with Python 3.12 only."""
    import ctypes

    with Path(namespace).open() as place:
        if ctypes.CDLL(None, use_errno=True).setns(place.fileno(), 0x40000000):  # CLONE_NEWNET
            raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")


def _set_clock(days: int) -> None:
    """Let this process's clock be wrong; what measures durations goes on as it should."""
    right, right_ns = time.time, time.time_ns
    time.time = lambda: right() + days * 86400  # type: ignore[assignment]
    time.time_ns = lambda: right_ns() + days * 86_400_000_000_000  # type: ignore[assignment]


def serve() -> None:
    """Start a client for every plan that is asked for."""
    # the kernel buries the clients: whether one lives is asked by its process id
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        pid = os.fork()
        if pid:
            sys.stdout.write(f"{pid}\n")
            sys.stdout.flush()
            continue
        plan_file = Path(line.strip())
        status = 1
        try:
            work(json.loads(plan_file.read_text("utf-8")))
            status = 0
        except BaseException:
            plan_file.with_suffix(".failed").write_text(traceback.format_exc(), "utf-8")
        finally:
            os._exit(status)


if __name__ == "__main__":
    serve()
