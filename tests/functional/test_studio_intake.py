"""Recordings come in through the studio: sent by a plain form, described, recognised, refused, set aside."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.models import AuditEntry, Interview, Recording, Upload
from app.models.base import now
from app.services.intake.upload_keeping import upload_parts
from tests.media_samples import LAVOIE

PAGE = "/atelier/recevoir"
TOLD = {
    "leader": "Personne Inventée", "is_new_leader": "1", "party": "Parti inventé", "is_new_party": "1",
    "recorded_on": "2026-09-03", "place": "au téléphone", "language": "fr",
}  # fmt: skip


def send_form(
    client, *files: tuple[str, bytes], token: str | None = None, origin="https://franquette.invalid"
):
    fields = [("token", (None, client.token if token is None else token))]
    fields += [("recording", (name, body, "application/octet-stream")) for name, body in files]
    return client.post(f"{PAGE}/formulaire", files=fields, headers={"origin": origin})


def only_upload(archive) -> Upload:
    with archive.database.read() as session:
        return session.scalars(select(Upload)).one()


def parts_on_disk(archive) -> list[str]:
    return sorted(path.name for path in upload_parts(archive.settings.data_dir).folder.glob("*"))


@pytest.fixture
def sent(signed_in, archive) -> str:
    """A recording sent by the form and not described; its address."""
    answer = send_form(signed_in, ("C:\\fakepath\\Entrevue d'août.m4a", LAVOIE.read_bytes()))
    assert answer.status_code == 303
    return f"{PAGE}/envois/{only_upload(archive).id}"


def test_a_recording_sent_by_a_plain_form_is_described_and_taken_in(signed_in, archive, sent):
    page = signed_in.get(PAGE).text
    assert "Entrevue d&#39;août.m4a" in page
    assert "fakepath" not in page
    done = signed_in.act(f"{sent}/decrire", TOLD)
    assert (done.status_code, done.headers["location"]) == (303, f"{PAGE}?avis=recu")
    with archive.database.read() as session:
        recording = session.scalars(select(Recording)).one()
        interview = session.scalars(select(Interview)).one()
        audit = session.scalars(select(AuditEntry).where(AuditEntry.action == "recording.taken_in")).one()
    assert recording.original_filename == "Entrevue d'août.m4a"
    assert (interview.place, interview.state, audit.actor) == ("au téléphone", "draft", "curator:Camille")
    with archive.store.local_copy(recording.media_key) as original:
        assert original.read_bytes() == LAVOIE.read_bytes()
    assert parts_on_disk(archive) == []
    listed = signed_in.get(PAGE).text
    assert "Personne Inventée, 3 septembre 2026" in listed
    assert "franquette worker" not in listed
    with archive.database.write() as session:
        session.execute(update(Recording).values(received_at=now() - timedelta(minutes=2)))
    assert "franquette worker" in signed_in.get(PAGE).text


def test_several_files_of_one_form_are_kept_apart(signed_in, archive):
    wav = b"RIFF" + bytes(3000)
    assert send_form(signed_in, ("un.m4a", LAVOIE.read_bytes()), ("deux.wav", wav)).status_code == 303
    with archive.database.read() as session:
        sizes = dict(session.execute(select(Upload.filename, Upload.size_bytes)).all())
    assert sizes == {"un.m4a": LAVOIE.stat().st_size, "deux.wav": len(wav)}


def test_a_form_from_elsewhere_leaves_nothing(signed_in, archive):
    for options in ({"token": "wrong"}, {"token": ""}, {"origin": "https://ailleurs.invalid"}):
        assert send_form(signed_in, ("un.m4a", b"x" * 200_000), **options).status_code == 400
    assert parts_on_disk(archive) == []


def test_a_form_without_token_first_is_refused_before_its_file_is_kept(signed_in, archive):
    fields = [("recording", ("un.m4a", b"x" * 200_000)), ("token", (None, signed_in.token))]
    answer = signed_in.post(
        f"{PAGE}/formulaire", files=fields, headers={"origin": "https://franquette.invalid"}
    )
    assert answer.status_code == 400
    assert parts_on_disk(archive) == []


def test_a_form_that_breaks_off_or_is_none_leaves_nothing(signed_in, archive):
    head = b'--x\r\ncontent-disposition: form-data; name="token"\r\n\r\n' + signed_in.token.encode()
    body = head + b'\r\n--x\r\ncontent-disposition: form-data; name="recording"; filename="a.wav"\r\n\r\nRIFF'
    for content, kind in (
        (body, "multipart/form-data; boundary=x"), (b"--x\r\n\xff", "multipart/form-data; boundary=x"),
        (b"token=1", "application/x-www-form-urlencoded"), (body, "multipart/form-data"),
    ):  # fmt: skip
        answer = signed_in.post(
            f"{PAGE}/formulaire", content=content,
            headers={"content-type": kind, "origin": "https://franquette.invalid"},
        )  # fmt: skip
        assert answer.status_code == 400
    assert parts_on_disk(archive) == []
    assert send_form(signed_in).status_code == 400


def test_what_is_no_recording_says_so_and_is_not_kept(signed_in, archive):
    send_form(signed_in, ("lettre.mp3", b"Une lettre, pas un son. " * 50))
    page = signed_in.get(PAGE).text
    assert "n&#39;est pas un enregistrement" in page or "n’est pas un enregistrement" in page
    assert "decrire" not in page
    assert parts_on_disk(archive) == []
    upload = only_upload(archive)
    signed_in.act(f"{PAGE}/envois/{upload.id}/abandonner")
    with archive.database.read() as session:
        assert session.scalars(select(Upload)).all() == []


def test_the_same_bytes_sent_again_lead_to_the_interview_that_has_them(signed_in, archive, sent):
    signed_in.act(f"{sent}/decrire", TOLD)
    send_form(signed_in, ("autre nom.m4a", LAVOIE.read_bytes()))
    page = signed_in.get(PAGE).text
    assert "Déjà dans l’archive" in page
    assert 'href="#enregistrement-1"' in page
    assert parts_on_disk(archive) == []
    with archive.database.read() as session:
        assert len(session.scalars(select(Recording)).all()) == 1


FAULTS = (
    ({"is_new_leader": ""}, "nouvelle personne"), ({"is_new_party": ""}, "nouveau parti"),
    ({"recorded_on": ""}, "jour de l"), ({"recorded_on": "hier"}, "pas une date"),
    ({"recorded_on": "2999-01-01"}, "à venir"), ({"campaign": "aucune"}, "campagne"),
    ({"leader": ""}, "chef"), ({"language": "de"}, "langue"),
)  # fmt: skip


def test_what_does_not_hold_is_said_beside_the_file_and_what_was_typed_stays(signed_in, sent):
    for change, said in FAULTS:
        told = signed_in.act(f"{sent}/decrire", {**TOLD, **change}, accept="application/json")
        assert (told.status_code, told.headers["content-type"]) == (400, "application/problem+json")
        assert said.casefold() in told.json()["detail"].casefold()
    answer = signed_in.act(f"{sent}/decrire", {**TOLD, "recorded_on": "hier"})
    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}#envoi-{sent[-32:]}")
    page = signed_in.get(PAGE).text
    alert = re.search(r'role="alert" data-refusal><p class="notice">(.*?)</p>', page)[1]
    assert "pas une date" in alert
    assert 'value="au téléphone"' in page
    assert signed_in.act(f"{sent}/decrire", TOLD).headers["location"].endswith("avis=recu")


def test_a_known_leader_needs_no_party_and_a_slip_of_the_keyboard_is_noticed(signed_in, inventing, sent):
    with inventing() as invented:
        invented.leader("helene-savard", "Hélène Savard")
    typed = {"leader": "Hélène Savrd", "recorded_on": "2026-09-03"}
    signed_in.act(f"{sent}/decrire", typed)
    assert "il y a « Hélène Savard »" in signed_in.get(PAGE).text.replace("\u00a0", " ").replace(
        "\u202f", " "
    )
    done = signed_in.act(f"{sent}/decrire", {**typed, "leader": "helene savard"})
    assert done.headers["location"].endswith("avis=recu")
    assert "Hélène Savard, 3 septembre 2026" in signed_in.get(PAGE).text


def test_details_told_before_all_has_arrived_are_kept(signed_in, archive):
    from tests.functional.test_upload_protocol import begin, send

    body = LAVOIE.read_bytes()
    path = begin(signed_in, len(body), "entrevue.m4a")
    send(signed_in, path, body[:1000], 0)
    early = signed_in.act(f"{path}/decrire", TOLD, accept="application/json")
    assert early.status_code == 400
    assert "pas encore arrivé" in early.json()["detail"]
    send(signed_in, path, body[1000:], 1000)
    assert signed_in.act(f"{path}/juger", accept="application/json").status_code == 200
    card = signed_in.get(f"{path}/fiche").text
    assert 'value="Personne Inventée"' in card
    assert "pas encore" not in card
    told = signed_in.act(f"{path}/decrire", TOLD, accept="application/json")
    assert told.json() == {"path": f"{PAGE}?avis=recu"}
    with archive.database.read() as session:
        assert session.scalars(select(Recording.sha256)).one() == hashlib.sha256(body).hexdigest()


def test_another_curator_neither_sees_nor_takes_what_is_not_theirs(sign_in, sent):
    other = sign_in("Dominique")
    assert "août.m4a" not in other.get(PAGE).text
    for verb in ("decrire", "juger", "abandonner"):
        assert other.act(f"{sent}/{verb}", TOLD).status_code == 404
    assert other.get(f"{sent}/fiche").status_code == 404


def test_a_failed_recording_says_why_and_is_retried_or_set_aside(signed_in, archive, sent):
    signed_in.act(f"{sent}/decrire", TOLD)
    with archive.database.write() as session:
        session.execute(update(Recording).values(state="failed", failure_code="disk_full"))
    page = signed_in.get(PAGE).text
    assert "Le disque est plein" in page
    told = signed_in.get(f"{PAGE}/etat").json()
    assert (told["recordings"][0]["state"], told["is_moving"]) == ("failed", False)
    row = f"{PAGE}/enregistrements/1"
    assert signed_in.act(f"{row}/relancer").headers["location"].endswith("avis=relance")
    assert signed_in.get(f"{PAGE}/etat").json()["recordings"][0]["state"] == "waiting"
    assert signed_in.act(f"{row}/mettre-de-cote").status_code == 400
    signed_in.act(f"{row}/mettre-de-cote", {"reason": "Mauvais fichier."})
    assert "Raison : Mauvais fichier." in signed_in.get(PAGE).text.replace("\u00a0", " ")
    signed_in.act(f"{row}/reprendre")
    with archive.database.read() as session:
        acts = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
        assert session.scalars(select(Interview.state)).one() == "draft"
    assert acts[-3:] == ["recording.retried", "recording.set_aside", "recording.taken_up_again"]


def test_what_expired_is_no_longer_shown(signed_in, archive, sent):
    with archive.database.write() as session:
        session.execute(update(Upload).values(expires_at=now() - timedelta(minutes=1)))
    assert "août.m4a" not in signed_in.get(PAGE).text


def test_the_page_speaks_the_curators_language(signed_in, archive, sent):
    from app.models import Curator

    assert "Recevoir des enregistrements" in signed_in.get(PAGE).text
    with archive.database.write() as session:
        session.execute(update(Curator).values(language="en"))
    page = signed_in.get(PAGE).text
    assert '<html lang="en">' in page
    assert "Receive recordings" in page
