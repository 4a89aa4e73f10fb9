"""Pages and API say how good the sound is, which copy there is of it, and which one the machine heard."""

from __future__ import annotations

import hashlib
import re

import pytest
from sqlalchemy import update

from app.models import Rendition
from tests.builders import Said

GOOD = {
    "snr_db": 24.3, "bandwidth_hz": 8000.0, "clipped_share": 0.0, "rt60_seconds": 0.3, "loudness_lufs": -21.0,
}  # fmt: skip
BAD = {
    "snr_db": 6.1, "bandwidth_hz": 3469.0, "clipped_share": 0.0123, "rt60_seconds": None,
    "loudness_lufs": -38.2,
}  # fmt: skip
SAID = [
    Said("interviewer", "Que ferez-vous des données ?", seconds=4.0, sound_quality=GOOD),
    Said("leader", "Nous les ouvrirons toutes.", seconds=12.0, sound_quality=BAD),
    Said("leader", "Voilà.", seconds=2.0),
]


@pytest.fixture
def passages(client, inventing):
    with inventing() as invented:
        invented.interview(invented.leader("savard"), None, SAID, has_cleaned_copy=True)
        invented.interview(invented.leader("tessier"), None, SAID, has_video=True)
    return client.get("/api/v1/interviews/entrevue-savard/transcript.json").json()["passages"]


def test_the_api_gives_figures_and_words_and_null_where_nothing_was_measured(client, passages):
    good, bad, unmeasured = (one["sound_quality"] for one in passages)
    assert good == {**GOOD, "words": ["good"]}
    assert bad == {**BAD, "words": ["much_noise", "clipped", "telephone", "faint"]}
    assert unmeasured is None
    assert client.get(f"/api/v1/passages/{passages[1]['id']}").json()["sound_quality"] == bad


def test_the_api_lists_the_cleaned_copy_with_its_hash_and_how_it_was_made(client, passages):
    record = client.get("/api/v1/interviews/entrevue-savard/transcript.json").json()
    (copy,) = (one for one in record["recording"]["renditions"] if one["kind"] == "cleaned_audio")
    served = client.get(copy["url"].removeprefix("https://franquette.invalid"))
    assert hashlib.sha256(served.content).hexdigest() == copy["sha256"]
    assert copy["made_with"]["limit_db"] == 12.0
    assert record["revision"]["heard"] == "original"


def test_a_passage_says_its_sound_in_words_and_figures_in_both_languages(client, passages):
    french = client.get(f"/passages/{passages[1]['id']}").text
    assert "beaucoup de bruit, le son sature, ligne téléphonique, son faible" in french
    for figure in (
        "6,1\u00a0dB",
        "3\u00a0469\u00a0Hz",
        "1,23\u00a0%",
        "−38,2\u00a0LUFS",
        "ne peut être dit ici",
    ):
        assert figure in french
    english = client.get(f"/en/passages/{passages[0]['id']}").text
    assert "good sound" in english
    assert "8,000\u00a0Hz or more" in english and "0.3\u00a0s or less" in english
    assert "Qualité du son" not in client.get(f"/passages/{passages[2]['id']}").text


def test_an_interview_counts_its_passages_and_shows_the_figures_of_most_of_its_time(client, passages):
    page = client.get("/entrevues/entrevue-savard").text
    assert "beaucoup de bruit\u00a0: 1 passage" in page.replace("\u202f", "\u00a0")
    assert "6,1\u00a0dB" in page and "24,3\u00a0dB" not in page
    # The room is known of four seconds only: of the whole nothing is said.
    assert "0,3\u00a0s" not in page


def test_a_player_offers_the_cleaned_copy_only_where_there_is_one(client, passages):
    with_copy = client.get("/entrevues/entrevue-savard").text
    assert with_copy.count("<audio controls") == 2
    assert "data-sound-choice" in with_copy
    assert "invented filter" in with_copy and "12\u00a0dB" in with_copy
    for address in ("/entrevues/entrevue-tessier", "/en/interviews/entrevue-tessier"):
        without = client.get(address).text
        assert "cleaned" not in without and "nettoyé" not in without
    assert "a écouté le son d'origine" in with_copy.replace("’", "'")


def test_each_hash_stands_beside_the_sound_that_it_is_of(client, passages, archive):
    # The invented web copy is the very file that was received: here it is told apart.
    with archive.database.write() as session:
        session.execute(update(Rendition).where(Rendition.kind == "web_audio").values(sha256="b" * 64))
    recording = client.get("/api/v1/interviews/entrevue-savard/transcript.json").json()["recording"]
    copies = {one["kind"]: one["sha256"] for one in recording["renditions"]}
    page = client.get("/entrevues/entrevue-savard").text
    assert hash_after(page, "Fichier reçu") == recording["sha256"]
    assert hash_after(page, "SHA-256 du son d’origine, tel que servi") == copies["web_audio"] == "b" * 64
    assert hash_after(page, "SHA-256 du son nettoyé") == copies["cleaned_audio"]
    assert page.count('class="hash"') == len({recording["sha256"], *copies.values()} - {copies["peaks"]})


def hash_after(page, label):
    return re.search(r'class="hash">([0-9a-f]{64})<', page[page.index(label) :])[1]
