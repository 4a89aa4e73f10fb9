"""The page of the guided pass: one spot with its sound, its words, its reasons and its forms."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.builders import Said

SAID = [
    Said("interviewer", "Et la fibre dans les villages de la région ?"),
    Said("leader", "Chaque village aura la fibre avant deux ans partout."),
    Said("leader", "Personne ne paiera plus cher pour cela chez nous."),
]
JSON = {"accept": "application/json"}


@pytest.fixture
def page(inventing) -> str:
    """The first word of each passage is the least sure."""
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID, state="in_review")
    return f"/atelier/entrevues/{interview.id}/ecoute"


def fields_of(html: str, act: str) -> dict[str, str]:
    """Return what the form of an act on a page would send."""
    for form in re.findall(r"<form.*?</form>", html, re.DOTALL):
        fields = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        if fields.pop("act", None) == act:
            return {key: value for key, value in fields.items() if key != "token"} | {"act": act}
    raise AssertionError(f"no form for {act}")


def key_of(html: str) -> str:
    return re.search(r'data-key="([^"]+)"', html)[1]


def test_a_spot_is_shown_with_its_sound_and_its_reasons_and_skipping_goes_round(signed_in, page):
    html = unescape(signed_in.get(page).text)
    # The least sure word of the passage that says « ne… plus ».
    assert "<mark>Personne</mark>" in html
    assert "Une négation est tout près" in html
    assert re.search(r'/atelier/media/[^"]+#t=17\.78,', html)
    seen, address = [], page
    for _ in range(3):
        html = unescape(signed_in.get(address).text)
        seen.append(key_of(html))
        address = re.search(r'href="([^"]+)" data-do="skip"', html)[1]
    assert len(set(seen)) == 3
    assert key_of(signed_in.get(address).text) == seen[0]
    assert "0 endroit réglé sur 3" in html


def test_settling_leads_to_the_next_spot_and_the_slower_person_keeps_their_text(signed_in, sign_in, page):
    html = signed_in.get(page).text
    done = sign_in("Dominique").act(page, fields_of(html, "accept"))
    assert done.status_code == 303
    after = signed_in.get(done.headers["location"]).text
    assert key_of(after) != key_of(html)
    assert "1 endroit réglé sur 3" in after
    late = signed_in.act(page, {**fields_of(html, "fix"), "text": "Personne ne paiera davantage."})
    assert late.status_code == 409
    assert "paiera davantage" in late.text


def test_a_script_gets_the_queue_and_what_changed_until_all_is_settled(signed_in, page):
    queue = signed_in.get(page, headers=JSON).json()
    assert queue["progress"]["settled"] == 0
    for spot in queue["spots"]:
        assert spot["reasons"]
        assert spot["play_from"] <= spot["start"] < spot["until"] < spot["play_until"]
        form = {"spot": spot["key"], "passage": spot["passage"], "seen": "1", "act": "accept"}
        changed = signed_in.act(page, form, accept="application/json").json()
        assert [one["id"] for one in changed["passages"]] == [spot["passage"]]
    after = signed_in.get(page, headers=JSON).json()
    assert all(spot["is_settled"] for spot in after["spots"])
    assert "Tout est réglé" in signed_in.get(page).text


def test_an_interview_without_text_is_not_found(signed_in, inventing):
    with inventing() as invented:
        interview = invented.interview(invented.leader("tessier"), has_recording=False)
    assert signed_in.get(f"/atelier/entrevues/{interview.id}/ecoute").status_code == 404
    assert signed_in.get("/atelier/entrevues/9999/ecoute").status_code == 404
