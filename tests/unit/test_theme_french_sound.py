import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcription.french_sound import french_sound


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("données", "donner"),
        ("jeux", "jeu"),
        ("logiciels libres", "logiciel libre"),
        ("vote électronique", "vote électronic"),
        ("connexion", "connection"),
        ("chiffrement", "chiffrements"),
        ("ses villages", "ces village"),
        ("droits d'auteurs", "droit d’auteur"),
        ("Arsenault", "Arseneau"),
    ],
)
def test_words_that_sound_alike_have_one_key(written, heard):
    assert french_sound(written) == french_sound(heard)


@pytest.mark.parametrize(("one", "other"), [("vote", "faute"), ("fibre", "livre"), ("plan", "plein")])
def test_words_that_sound_apart_have_two_keys(one, other):
    assert french_sound(one) != french_sound(other)


def test_a_coarse_key_merges_what_a_telephone_confuses():
    assert french_sound("bande") != french_sound("pente")
    assert french_sound("bande", coarse=True) == french_sound("pente", coarse=True)


@given(st.text(max_size=60))
def test_any_text_gives_a_key_of_ascii_letters_and_digits_the_same_each_time(text):
    key = french_sound(text)
    assert key == french_sound(text)
    assert all(part.isascii() and part.isalnum() for part in key.split())


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzéèêàçœîô", min_size=1, max_size=25))
def test_a_word_never_loses_its_key(word):
    assert len(french_sound(word).split()) == 1
