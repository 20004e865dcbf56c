"""What the stories share: chance, the calendar, who works where, and the steps written so far."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import Any, TypeVar
from uuid import UUID

from services.sample.material import Fault, Material, Model
from services.sample.player import Script

T = TypeVar("T")
CHINA = timezone(timedelta(hours=8))
OPENS, CLOSES = time(9, 10), time(18, 50)
# A year's ebb and flow of a repair shop: quiet around the Spring Festival, busy in the heat.
SEASON = (1.0, 0.55, 0.9, 1.0, 1.05, 1.25, 1.4, 1.35, 1.1, 0.9, 1.0, 1.0)
RECENT_DAYS = 6
WEEK = (1.1, 1.0, 0.95, 0.95, 1.0, 1.25, 0.9)


def at_work(moment: datetime) -> datetime:
    """The moment itself, or the next one at which the shops are open."""
    local = moment.astimezone(CHINA)
    if local.time() < OPENS:
        return local.replace(hour=OPENS.hour, minute=OPENS.minute) + timedelta(minutes=local.minute % 50)
    if local.time() > CLOSES:
        return (local + timedelta(days=1)).replace(hour=OPENS.hour, minute=OPENS.minute) + timedelta(
            minutes=local.minute % 50
        )
    return local


def insert(table: str, columns: Sequence[str]) -> str:
    """A statement that inserts $1 as somebody with rights on exactly these columns."""
    names = ", ".join(columns)
    return (
        f"insert into aftercare.{table} ({names}) "
        f"select {names} from jsonb_populate_record(null::aftercare.{table}, $1)"
    )


@dataclass
class World:
    """One run's chance and ids. since, until: the first and the last moment of its history."""

    material: Material
    chance: random.Random
    since: datetime
    until: datetime
    script: Script
    store_ids: dict[str, UUID] = field(default_factory=dict)
    staff_ids: dict[str, UUID] = field(default_factory=dict)
    region_ids: dict[str, UUID] = field(default_factory=dict)
    model_ids: dict[str, UUID] = field(default_factory=dict)
    category_ids: dict[str, UUID] = field(default_factory=dict)
    price_ids: dict[str, UUID] = field(default_factory=dict)
    made: dict[str, int] = field(default_factory=dict)
    handed_over: set[date] = field(default_factory=set)

    def new_id(self, at: datetime) -> UUID:
        """A UUIDv7 of that moment, the same in every run."""
        bits = self.chance.getrandbits(74)
        value = (
            (int(at.timestamp() * 1000) << 80) | (7 << 76) | ((bits >> 62) << 64) | (2 << 62) | (bits & (1 << 62) - 1)
        )
        return UUID(int=value)

    def pick(self, among: Sequence[T]) -> T:
        return self.chance.choice(among)

    def weighed(self, among: Sequence[T], weights: Sequence[float]) -> T:
        return self.chance.choices(among, weights)[0]

    def happens(self, percent: float) -> bool:
        return self.chance.random() * 100 < percent

    def word(self, occasion: str) -> str:
        return self.pick(self.material.words[occasion])

    def count(self, what: str) -> int:
        """1, 2, 3 … for each kind of thing."""
        self.made[what] = self.made.get(what, 0) + 1
        return self.made[what]

    def record(self, at: datetime, by: str | None, table: str, values: dict[str, Any]) -> bool:
        """Insert a row as that person."""
        return self.script.add(at, by, insert(table, tuple(values)), **values)

    def day(self) -> date:
        """A day on which somebody comes: the business grows, and has its seasons.

        Not in the last days: whoever came then stands somewhere today and is told about apart.
        """
        days = (self.until.date() - self.since.date()).days - RECENT_DAYS
        while True:
            far = self.chance.random()
            day = self.since.date() + timedelta(days=int(far * days))
            likely = (0.15 + 0.85 * far**3) * SEASON[day.month - 1] * WEEK[day.weekday()]
            if self.chance.random() * 1.8 < likely:
                return day

    def moment(self, day: date) -> datetime:
        """A time of that day at which people come: mornings, and after work."""
        hour = self.weighed((9, 10, 11, 12, 13, 14, 15, 16, 17, 18), (6, 10, 9, 4, 6, 9, 10, 9, 9, 7))
        return at_work(datetime.combine(day, time(hour, self.chance.randrange(60)), CHINA))

    def store(self) -> str:
        stores = [store for store in self.material.stores if store.share]
        return self.weighed(stores, [store.share for store in stores]).code

    def fault(self, model: Model, month: int) -> Fault:
        faults = [fault for fault in self.material.faults if fault.category == model.category]
        return self.weighed(faults, [fault.weight * (3 if month in fault.season else 1) for fault in faults])

    def model(self, month: int) -> Model:
        """A model somebody brings in that month."""
        hot = ("aircon", "fridge") if month in (6, 7, 8) else ()
        return self.weighed(
            self.material.models, [model.weight * (2 if model.category in hot else 1) for model in self.material.models]
        )
