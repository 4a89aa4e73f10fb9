import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transcription.theme_matching import ThemeMatcher, ThemeVocabulary, default_vocabularies

MATCHER = ThemeMatcher(default_vocabularies())


def slugs(text: str, language: str | None = "fr") -> set[str]:
    return {match.slug for match in MATCHER.match(text, language)}


def test_the_twelve_default_themes_have_labels_descriptions_and_words_in_both_languages():
    themes = default_vocabularies()
    assert len({theme.slug for theme in themes}) == 12
    for theme in themes:
        for language in ("fr", "en"):
            assert theme.labels[language]
            assert theme.descriptions[language]
            assert len(theme.cues_in(language).decisive) >= 10
            assert theme.examples[language]


def test_a_label_is_recognised_as_its_theme():
    for theme in default_vocabularies():
        if theme.slug in {"education", "startups", "culture", "privacy"}:
            continue  # their labels name a wider field than the theme
        for language in ("fr", "en"):
            assert theme.slug in slugs(theme.labels[language], language), theme.labels[language]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nous allons brancher tous les villages à l'Internet haute vitesse.", "broadband"),
        ("Les contrats iront vers le logiciel libre plutôt que vers Microsoft.", "free-software"),
        ("Le vote par Internet, je n'y crois pas, on ne peut pas recompter.", "e-voting"),
        ("Il faut garantir la neutralité du Net dans la loi.", "net-neutrality"),
    ],
)
def test_a_passage_that_names_a_theme_gets_it(text, expected):
    assert expected in slugs(text)


@pytest.mark.parametrize(
    ("heard", "expected"),
    [
        ("on va ouvrir les donner ouverte du gouvernement", "open-data"),
        ("les données souverts c'est pour tout le monde", "open-data"),
        ("des logiciel libres dans tout les ministère", "free-software"),
        ("la neutraliter du nette ça me tien à coeur", "net-neutrality"),
        ("le vote électronic pour les prochaine élection", "e-voting"),
    ],
)
def test_a_theme_survives_what_a_recogniser_mishears(heard, expected):
    assert expected in slugs(heard)


@pytest.mark.parametrize(
    "text",
    [
        "Le TGV, un train à haute vitesse entre Québec et Montréal, coûterait vingt milliards.",
        "Le libre-échange avec l'Europe aidera nos fromagers.",
        "Dans mes temps libres je fais du vélo.",
        "Le vote sur le budget aura lieu jeudi.",
        "La neutralité fiscale de la réforme, je n'y crois pas.",
        "La neutralité religieuse de l'État concerne les juges.",
        "L'école ouvre ses portes samedi, apportez vos enfants.",
        "Le code de la route sera revu.",
        "La culture du maïs recule en Montérégie.",
    ],
)
def test_the_same_words_used_for_something_else_get_no_theme(text):
    assert slugs(text) == set()


def test_english_is_matched_in_english_and_an_unknown_language_in_both():
    text = "We will bring broadband to every village."
    assert slugs(text, "en") == {"broadband"}
    assert "broadband" in slugs(text, None)
    assert "broadband" in slugs("Internet haute vitesse dans chaque village", "xx")


def test_the_evidence_is_the_words_that_were_heard():
    (match,) = MATCHER.match("Le logiciel libre d'abord.", "fr")
    assert match.evidence[0] == "logiciel libre"
    assert not match.is_inherited


def test_a_theme_made_of_plain_values_is_matched_by_its_label_and_its_words():
    theme = ThemeVocabulary.from_plain(
        {
            "slug": "ai",
            "labels": {"fr": "intelligence artificielle"},
            "fr": {"decisive": ["apprentissage profond"]},
        }
    )
    bare = ThemeVocabulary(slug="space", labels={"fr": "exploration spatiale"})
    matcher = ThemeMatcher([theme, bare])
    assert [m.slug for m in matcher.match("On finance l'apprentissage profond.", "fr")] == ["ai"]
    assert [m.slug for m in matcher.match("Je crois à l'exploration spatiale.", "fr")] == ["space"]


def test_two_themes_with_one_slug_are_refused():
    theme = ThemeVocabulary(slug="a", labels={"fr": "a"})
    with pytest.raises(ValueError, match="same slug"):
        ThemeMatcher([theme, theme])


def test_an_unknown_group_in_a_combination_is_refused():
    plain = {"slug": "a", "labels": {"fr": "a"}, "fr": {"together": [{"groups": ["x"], "weight": 1}]}}
    with pytest.raises(ValueError, match="unknown group x"):
        ThemeVocabulary.from_plain(plain)


VOCABULARY_WORDS = st.sampled_from(
    [
        "données",
        "ouvertes",
        "Internet",
        "haute",
        "vitesse",
        "TGV",
        "village",
        "vote",
        "en",
        "ligne",
        "libre",
        "code",
        "école",
        "l'",
        "d'",
        "'",
        "2005",
        "œuvre",
        "données",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(st.text(max_size=400), st.lists(VOCABULARY_WORDS, max_size=60).map(" ".join)),
    st.sampled_from(["fr", "en", None, ""]),
)
def test_any_text_gives_the_same_ordered_scores_between_0_and_1(text, language):
    matches = MATCHER.match(text, language)
    assert matches == MATCHER.match(text, language)
    assert all(0.5 <= match.score <= 1.0 and match.evidence for match in matches)
    assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)
    assert len({m.slug for m in matches}) == len(matches)


def test_a_very_long_text_is_matched_by_its_best_stretch():
    filler = "on parle de routes et de ponts " * 3000
    assert slugs(filler + "le logiciel libre " + filler) == {"free-software"}
