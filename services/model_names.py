"""What a product model is called in the language of the moment, as SQL for a statement made by `rows.sql`.

A model's English name stands for the whole of it where the brand is written in Chinese: it then carries the brand
in Latin letters ("Yunxiu P12 Lite"). Otherwise the brand goes before it, once.
"""

from services.texts import language


def brand(alias: str) -> str:
    """The brand of the model; empty in English where the English name says it in other letters."""
    spoken = f"case when :english and {alias}.name_en <> '' and {alias}.brand ~ '[^ -~]' then '' else {alias}.brand end"
    return f"coalesce({spoken}, '')"


def name(alias: str) -> str:
    """The model's name without its brand."""
    return f"coalesce(nullif(case when :english then {alias}.name_en end, ''), {alias}.name, '')"


def title(alias: str) -> str:
    """Brand and name, the brand once; empty where there is no model."""
    return f"model_title({brand(alias)}, {name(alias)})"


def branded(brand_name: str, model: str) -> str:
    """Brand and model; a model that carries its brand in the name does not say it twice."""
    if brand_name and model.casefold().startswith(brand_name.casefold()):
        return model
    return f"{brand_name} {model}".strip()


def spoken(brand_name: str, model: str, english: str) -> str:
    """The title of a model of which both names are at hand, as `title` makes it."""
    if language() != "en" or not english:
        return branded(brand_name, model)
    return branded(brand_name if brand_name.isascii() else "", english)
