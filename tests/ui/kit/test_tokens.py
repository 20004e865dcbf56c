"""The contrasts that the design promises, computed from the token table."""

import itertools

import pytest

from ui.kit.tokens import CONTRAST, DARK, LIGHT, THEMES, TONES, contrast, mix, readable_on

PLANES = ("window", "surface", "raised", "hover", "selected")
WORDS = ("text", "secondary", "accent", "success", "warning", "danger", "info")


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda t: t.name)
@pytest.mark.parametrize(("word", "plane"), list(itertools.product(WORDS, PLANES)))
def test_every_word_can_be_read_on_every_plane(tokens, word, plane):
    assert contrast(tokens[word], tokens[plane]) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda t: t.name)
@pytest.mark.parametrize("tone", TONES)
def test_a_tint_carries_its_own_colour_text_and_secondary(tokens, tone):
    tint = tokens[f"{tone}_tint"]
    for word in (tone, "text", "secondary"):
        assert contrast(tokens[word], tint) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda t: t.name)
def test_buttons_rail_and_badge_can_be_read(tokens):
    assert contrast(tokens["on_accent"], tokens["accent"]) >= 6.5
    assert contrast(tokens["on_accent"], tokens["accent_hover"]) >= 6.5
    assert contrast(tokens["rail_text"], tokens["rail"]) >= 8
    assert contrast(tokens["rail_current_text"], tokens["rail_current"]) >= 6.5
    assert contrast(tokens["on_badge"], tokens["badge"]) >= 5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda t: t.name)
@pytest.mark.parametrize("kind", ["required", "proposed", "optional", "readonly"])
def test_fields_can_be_read_and_their_border_be_seen(tokens, kind):
    field = tokens.fields[kind]
    assert contrast(field.text, field.fill) >= 4.5
    assert contrast(field.mark, field.fill) >= 3.1
    if kind != "readonly":
        assert contrast(tokens["input"], field.fill) >= 3.1
        assert contrast(tokens["secondary"], field.fill) >= 4.5  # the placeholder


@pytest.mark.parametrize(
    ("tokens", "least"), [(LIGHT, 3.9), (DARK, 6.3), (CONTRAST, 9.7)], ids=["light", "dark", "contrast"]
)
def test_the_focus_ring_is_seen_everywhere(tokens, least):
    planes = [tokens[name] for name in ("window", "surface", "selected")]
    for plane in planes + [field.fill for field in tokens.fields.values()]:
        assert contrast(tokens["focus"], plane) >= least - 0.05


@pytest.mark.parametrize(
    ("tokens", "least"), [(LIGHT, 3.1), (DARK, 5.8), (CONTRAST, 5.8)], ids=["light", "dark", "contrast"]
)
def test_series_of_a_chart_stand_out(tokens, least):
    assert min(contrast(series, tokens["surface"]) for series in tokens.series) >= least - 0.05


@pytest.mark.parametrize("tokens", THEMES.values(), ids=lambda t: t.name)
def test_heat_cells_and_fills_carry_their_number(tokens):
    assert min(map(contrast, tokens.heat, tokens.heat_text)) >= 4.9 - 0.05
    for series in tokens.series:
        fill = mix(series, tokens["surface"], 0.84) if tokens.dark else series
        assert contrast(readable_on(fill), fill) >= 4.5


STATED = [
    (LIGHT, "text", (14.3, 16.2, 15.4, 14.6, 13.1)),
    (LIGHT, "secondary", (5.9, 6.7, 6.3, 6.0, 5.4)),
    (LIGHT, "success", (5.8, 6.6, 6.2, 5.9, 5.3)),
    (LIGHT, "danger", (6.1, 6.9, 6.5, 6.2, 5.6)),
    (DARK, "text", (14.9, 13.4, 11.9, 11.5, 9.0)),
    (DARK, "secondary", (8.0, 7.3, 6.4, 6.2, 4.9)),
    (DARK, "accent", (8.3, 7.5, 6.6, 6.4, 5.0)),
    (DARK, "warning", (10.3, 9.3, 8.2, 7.9, 6.3)),
    (CONTRAST, "text", (21, 21, 19.8, 16.5, 12.2)),
]


@pytest.mark.parametrize(("tokens", "word", "stated"), STATED)
def test_contrasts_are_the_ones_the_design_states(tokens, word, stated):
    computed = [contrast(tokens[word], tokens[plane]) for plane in PLANES]
    assert computed == pytest.approx(stated, abs=0.06)
