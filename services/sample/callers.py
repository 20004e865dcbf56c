"""People who are no customers and call the sample company, and requests of theirs that another program kept."""

from datetime import timedelta
from typing import Any

from services.sample.world import World, at_work

_UNTAKEN = "select aftercare.call_came($1 ->> 'phone', ($1 ->> 'store')::uuid, null)"
_MARK = """select aftercare.caller_mark_set((aftercare.call_came($1 ->> 'phone', ($1 ->> 'store')::uuid, null) ->> 'id')::uuid,
      null, $1 ->> 'reason')"""
_BROUGHT = "select count(*) from aftercare.import_tickets($1 -> 'rows')"
# Numbers of nobody: 0000 begins no subscriber's number.
_STRANGERS = ("0571-00009001", "0571-00009002", "0571-00009003")
# Who opens a ticket without being on file.
CALLERS = (("韩雪", "0571-0000 9011"), ("邓先生", "0571-0000 9012"), ("陆女士", "0571-0000 9013"))


def rang(world: World) -> None:
    """Today's calls of people nobody knows: missed, still waiting, and one who only disturbs."""
    for number, (phone, minutes) in enumerate(zip(_STRANGERS, (190, 45, 4), strict=True)):
        at = world.until - timedelta(minutes=minutes)
        store = "HZ1"
        clerk = world.material.staff(store, "agent")[0]
        values = {"phone": phone, "store": world.store_ids[store]}
        if number == 0:
            world.script.add(at, clerk, _MARK, reason="推销电话，多次劝阻无效。", **values)
        else:
            world.script.add(at, clerk, _UNTAKEN, **values)


def brought(world: World) -> None:
    """What another program kept of requests, brought in with a file: one solved there, one still open."""
    at = world.until - timedelta(days=3, hours=2)
    rows: list[dict[str, Any]] = [
        {
            "line": line, "id": world.new_id(at), "number": number, "kind": asked.kind, "state": state,
            "channel": "phone", "store_id": world.store_ids["HZ1"], "reporter": caller[0], "phone": caller[1],
            "category": asked.category, "mood": "calm", "urgency": "normal", "subject": asked.subject,
            "description": asked.description, "solution": asked.solution if state == "closed" else "",
            "into_knowledge": False, "reported_at": told.strftime("%Y-%m-%d %H:%M"),
            "resolved_at": (told + timedelta(hours=3)).strftime("%Y-%m-%d %H:%M") if state == "closed" else None,
        }
        for line, (number, state, asked, caller, told) in enumerate(
            zip(
                ("旧-2025-0871", "旧-2026-0132"), ("closed", "open"), world.material.tickets[:2], CALLERS,
                (at_work(world.since + timedelta(days=20)), at_work(at - timedelta(days=1))), strict=False,
            ), 2,
        )
    ]  # fmt: skip
    world.script.add(at, world.material.staff("HZ1", "agent")[0], _BROUGHT, rows=rows)
