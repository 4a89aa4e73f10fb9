"""The pictures of a clip on the site: drawn once, drawn again when its words change, gone with it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor, as_completed
from itertools import islice
from pathlib import Path
from threading import Event, Semaphore
from time import sleep

import pytest
from sqlalchemy import select

from app.errors import Busy
from app.models import Interview, Passage
from app.renditions.share_picture import SharePicture
from app.renditions.share_picture_png import draw_png
from app.services.clips import share_picture_shelf
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.clips.share_picture_shelf import SharePictureShelf
from app.services.editing.revision_writing import Editor
from app.services.editing.transcript_editing import Seen, save_text
from app.services.publishing.interview_publishing import withdraw
from tests.builders import Said

SLUG = "entrevue-savard"
CURATOR = Editor("curator:Camille")
NAMES = ("carte-large", "carte-haute", "wide-card", "tall-card")


@pytest.fixture
def clip(archive, inventing) -> str:
    with inventing() as invented:
        invented.interview(
            invented.leader("savard", "Hélène Savard"),
            invented.campaign(),
            [Said("leader", "Non. Nous ne voulons pas fermer les données. Jamais.")],
        )
    with archive.database.write() as session:
        passage = session.scalars(select(Passage.id)).one()
        return make_clip(session, SLUG, WordAddress(passage, 1), WordAddress(passage, 7)).id


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def test_a_clip_has_a_wide_and_a_tall_picture_in_both_languages(client, clip) -> None:
    for name, size in (("carte-large", (1200, 630)), ("tall-card", (1080, 1920))):
        answer = client.get(f"/media/extraits/{clip}/{name}.png")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
        assert size_of(answer.content) == size
    # Who has any asks in vain: nothing is drawn, and each still says which one it is.
    known = [
        client.get(f"/media/extraits/{clip}/{name}.png", headers={"if-none-match": "*"}) for name in NAMES
    ]
    assert [one.status_code for one in known] == [304] * 4
    assert len({one.headers["etag"] for one in known}) == 4


def test_a_picture_is_drawn_once_and_kept_for_a_while(client, clip, settings, monkeypatch) -> None:
    path = f"/media/extraits/{clip}/carte-large.png"
    first = client.get(path, headers={"origin": "https://blogue.example"})
    assert first.headers["cache-control"] == "public, max-age=60"
    assert first.headers["access-control-allow-origin"] == "*"
    assert len(list((settings.work_dir / "share-pictures").glob("*.png"))) == 1

    def refuse(*_arguments: object) -> bytes:
        raise AssertionError("drawn again")

    monkeypatch.setattr(share_picture_shelf, "draw_png", refuse)
    assert client.get(path).content == first.content
    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_corrected_text_is_another_picture_at_another_address(client, clip, archive) -> None:
    def address() -> str:
        page = client.get(f"/extraits/{clip}").text
        return page.split('property="og:image" content="', 1)[1].split('"', 1)[0]

    before, picture = address(), client.get(f"/media/extraits/{clip}/carte-large.png")
    with archive.database.write() as session:
        passage = session.scalars(select(Passage)).one()
        seen = Seen(passage.id, passage.revision_number)
        save_text(session, CURATOR, seen, "Non. Nous ne voulons pas cacher les données. Jamais.")
    assert address() != before
    changed = client.get(f"/media/extraits/{clip}/carte-large.png")
    assert changed.headers["etag"] != picture.headers["etag"]
    assert changed.content != picture.content


def test_a_smaller_picture_is_there_for_sites_with_little_room(client, clip) -> None:
    small = client.get(f"/media/extraits/{clip}/carte-large.png?w=400")
    assert size_of(small.content) == (400, 210)
    whole = client.get(f"/media/extraits/{clip}/carte-large.png?w=401")
    assert size_of(whole.content) == (1200, 630)
    assert small.headers["etag"] != whole.headers["etag"]


def test_the_picture_of_a_withdrawn_interview_is_gone_even_to_who_knew_it(client, clip, archive) -> None:
    etag = client.get(f"/media/extraits/{clip}/carte-large.png").headers["etag"]
    with archive.database.write() as session:
        interview_id = session.scalars(select(Interview.id)).one()
        withdraw(session, interview_id, "curator:Camille", "Demande de la personne.")
    gone = client.get(f"/media/extraits/{clip}/carte-large.png", headers={"if-none-match": etag})
    assert gone.status_code == 410


def test_there_is_no_picture_of_what_is_no_clip(client, clip) -> None:
    for path in ("bcdfgh2345/carte-large.png", f"{clip}/carte.png", "..%2f..%2fx/carte-large.png"):
        assert client.get(f"/media/extraits/{path}").status_code in (404, 422)


def drawing(width: int) -> SharePicture:
    return SharePicture(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="1"/>', (), False)


def test_only_the_latest_pictures_are_kept(tmp_path: Path, monkeypatch) -> None:
    shelf = SharePictureShelf(tmp_path)
    pictures = [drawing(width) for width in range(1, 7)]
    first = shelf.png(pictures[0])
    monkeypatch.setattr(share_picture_shelf, "MOST_KEPT_BYTES", 3 * len(first) + 10)
    drawn = [shelf.png(one) for one in pictures]
    kept = {one.stem for one in tmp_path.iterdir()}
    assert kept == {shelf.name_of(one) for one in pictures[-len(kept) :]} and 1 < len(kept) < 6
    assert sum(one.stat().st_size for one in tmp_path.iterdir()) <= 3 * len(first) + 10
    # What was let go is drawn again, the same.
    assert shelf.png(pictures[0]) == drawn[0] == first


def test_who_comes_to_a_busy_shelf_is_sent_away_at_once_with_a_time_to_come_back(
    client, clip, site, monkeypatch
) -> None:
    free, begun = Event(), Semaphore(0)

    def wait(_svg: str, _width: int | None) -> bytes:
        begun.release()
        assert free.wait(20)
        return b"drawn"

    monkeypatch.setattr(share_picture_shelf, "draw_png", wait)
    shelf = site.state.share_pictures
    drawn_at_once, most_waiting = share_picture_shelf.DRAWN_AT_ONCE, share_picture_shelf.MOST_WAITING
    with ThreadPoolExecutor(20) as readers:
        held = [readers.submit(shelf.png, drawing(number)) for number in range(1, drawn_at_once + 1)]
        for _one in held:
            assert begun.acquire(timeout=10)
        try:
            refused = client.get(f"/media/extraits/{clip}/carte-large.png")
            monkeypatch.setattr(share_picture_shelf, "LONGEST_WAIT_SECONDS", 20.0)
            crowd = [readers.submit(shelf.png, drawing(9)) for _one in range(most_waiting + 3)]
            sent_away = list(islice(as_completed(crowd, timeout=10), 3))
            assert all(isinstance(one.exception(), Busy) for one in sent_away)
            waiting = [one for one in crowd if one not in sent_away]
            assert len(waiting) == most_waiting and not any(one.done() for one in waiting)
        finally:
            free.set()
        assert {one.result() for one in (*held, *waiting)} == {b"drawn"}
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "5")
    assert refused.headers["cache-control"] == "no-store"
    assert client.get(f"/media/extraits/{clip}/carte-large.png").status_code == 200


def test_other_threads_go_on_while_a_picture_is_drawn() -> None:
    blurred = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="630"><filter id="f">'
        '<feGaussianBlur stdDeviation="80"/></filter>'
        + '<rect filter="url(#f)" width="1200" height="630"/>' * 3
        + "</svg>"
    )
    with ThreadPoolExecutor(1) as drawing_thread:
        drawn = drawing_thread.submit(draw_png, blurred)
        turns = 0
        while not drawn.done():
            sleep(0.01)
            turns += 1
    assert size_of(drawn.result()) == (1200, 630)
    # A thread that is held back comes by once or twice.
    assert turns > 10
