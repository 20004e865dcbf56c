"""What sample data are made of: names, models, faults, texts, read from resources/sample."""

import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "sample"


@dataclass(frozen=True)
class Region:
    """A region; parent is a code."""

    code: str
    name: str
    name_en: str
    parent: str = ""


@dataclass(frozen=True)
class Store:
    """A store; share: its part of all orders in percent, towns: where its customers live."""

    code: str
    name: str
    name_en: str
    region: str
    share: int
    street: str
    telephone: str
    complaint_telephone: str
    hours: str
    workstations: tuple[str, ...]
    towns: tuple[str, ...]
    kind: str = "store"


@dataclass(frozen=True)
class Person:
    """Somebody employed; store is the home desk, desks are further ones."""

    login: str
    name: str
    roles: tuple[str, ...]
    store: str
    desks: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()

    @property
    def stores(self) -> tuple[str, ...]:
        return (self.store, *self.desks)


@dataclass(frozen=True)
class Company:
    """A company among the customers, with whom to call."""

    name: str
    contact: str
    title: str


@dataclass(frozen=True)
class Model:
    """A product model; weight: how often it is brought. With a pitch it is shown to customers, price in CNY."""

    category: str
    brand: str
    model_no: str
    name: str
    name_en: str
    colours: tuple[str, ...]
    weight: int
    warranty_months: int = 12
    pitch: str = ""
    pitch_en: str = ""
    price: int | None = None


@dataclass(frozen=True)
class Software:
    """A software product. versions: name, days since it came out, days it is still looked after, note."""

    brand: str
    model_no: str
    name: str
    name_en: str
    pitch: str
    pitch_en: str
    versions: tuple[tuple[str, int, int, str], ...]
    price: int | None = None


@dataclass(frozen=True)
class Price:
    """An entry of the price list, CNY with tax; minutes of work."""

    code: str
    kind: str
    name: str
    name_en: str
    unit: str
    price: int
    category: str = ""
    minutes: int | None = None
    part_no: str = ""


@dataclass(frozen=True)
class Fault:
    """What goes wrong with devices of a category and what is done. codes: fault, cause and remedy."""

    category: str
    weight: int
    problem: tuple[str, ...]
    symptoms: tuple[str, ...]
    codes: tuple[str, str, str]
    findings: str
    work: str
    lines: tuple[str, ...]
    kind: str = "repair"
    advice: str = ""
    problem_en: tuple[str, ...] = ()
    season: tuple[int, ...] = ()

    @property
    def own_fault(self) -> bool:
        """The customer's side: no warranty covers it."""
        return self.codes[1] in ("drop", "liquid", "overvoltage", "dirt", "misuse")


@dataclass(frozen=True)
class Article:
    """A question of the knowledge base with its answer."""

    category: str
    question: str
    answer: str
    question_en: str
    answer_en: str
    keywords: str
    state: str = "published"
    customer_answer: str = ""
    customer_answer_en: str = ""
    symptoms: tuple[str, ...] = ()
    changed: str = ""
    kind: str = "faq"


@dataclass(frozen=True)
class TicketText:
    """What somebody asked. article: the question of the article that helped; order: it is about a repair."""

    kind: str
    category: str
    subject: str
    description: str
    solution: str
    article: str = ""
    order: bool = False


@dataclass(frozen=True)
class ComplaintText:
    """A complaint with what became of it."""

    category: str
    demand: str
    subject: str
    description: str
    proposal: str
    answer: str
    cause: str


@dataclass(frozen=True)
class Material:
    """All of it. words: short remarks by occasion; barriers: by category, code and words."""

    company: str
    regions: tuple[Region, ...]
    stores: tuple[Store, ...]
    people: tuple[Person, ...]
    surnames: tuple[tuple[str, int], ...]
    given: tuple[str, ...]
    first: tuple[str, ...]
    latin: tuple[str, ...]
    roads: tuple[str, ...]
    companies: tuple[Company, ...]
    notes: tuple[tuple[str, str], ...]
    models: tuple[Model, ...]
    software: tuple[Software, ...]
    prices: tuple[Price, ...]
    faults: tuple[Fault, ...]
    articles: tuple[Article, ...]
    searched_in_vain: tuple[str, ...]
    tickets: tuple[TicketText, ...]
    complaints: tuple[ComplaintText, ...]
    barriers: dict[str, tuple[str, str]] = field(default_factory=dict)
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def store(self, code: str) -> Store:
        return next(store for store in self.stores if store.code == code)

    def staff(self, store: str, role: str) -> list[str]:
        """Logins of those who hold the role at a store's desk."""
        return [person.login for person in self.people if store in person.stores and role in person.roles]

    def manager(self, store: str) -> str:
        """Who answers for a store's region."""
        parents = {region.code: region.parent for region in self.regions}
        region = self.store(store).region
        while region:
            for person in self.people:
                if "manager" in person.roles and region in person.regions:
                    return person.login
            region = parents[region]
        raise ValueError(f"nobody manages {store}")

    def price(self, code: str) -> Price:
        return next(price for price in self.prices if price.code == code)


@cache
def material() -> Material:
    """The material as it is shipped."""
    organisation, names, products = _read("organisation"), _read("names"), _read("products")
    prices, faults, articles, desk = _read("prices"), _read("faults"), _read("articles"), _read("desk")
    return Material(
        organisation["company"],
        _all(Region, organisation["region"]),
        _all(Store, organisation["store"]),
        _all(Person, organisation["person"]),
        tuple((name, often) for name, often in names["surnames"]),
        tuple(names["given"]),
        tuple(names["first"]),
        tuple(names["latin"]),
        tuple(names["roads"]),
        _all(Company, names["company"]),
        tuple((note["level"], note["body"]) for note in names["note"]),
        _all(Model, products["model"]),
        _all(Software, products["software"]),
        _all(Price, prices["price"]),
        _all(Fault, faults["fault"]),
        _all(Article, articles["article"]),
        tuple(articles["searched_in_vain"]),
        _all(TicketText, desk["ticket"]),
        _all(ComplaintText, desk["complaint"]),
        {category: (code, words) for category, (code, words) in faults["barriers"].items()},
        {occasion: tuple(words) for occasion, words in faults["words"].items()},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def _all(kind: type[T], rows: list[dict[str, Any]]) -> tuple[T, ...]:
    return tuple(
        kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in row.items()})
        for row in rows
    )
