"""Media: byte for byte, by ranges, only of what is public."""

from __future__ import annotations

import hashlib

import pytest

from tests.builders import Said

SAID = [Said("leader", "Bonjour tout le monde.")]


@pytest.fixture
def recording(client, inventing):
    with inventing() as invented:
        invented.interview(invented.leader("savard"), None, SAID, has_video=True)
    return client.get("/api/v1/interviews/entrevue-savard").json()["recording"]


def path_of(url: str) -> str:
    return url.removeprefix("https://franquette.invalid")


def test_an_original_comes_back_byte_for_byte_to_be_saved(client, recording):
    response = client.get(path_of(recording["original_url"]))
    assert hashlib.sha256(response.content).hexdigest() == recording["sha256"]
    assert response.headers["content-disposition"].startswith("attachment")
    assert (
        "filename*=UTF-8''Entrevue%20d%27ao%C3%BBt%20%281%29.m4a" in response.headers["content-disposition"]
    )
    assert response.headers["content-type"] == "audio/mp4"
    assert response.headers["etag"] == f'"{recording["sha256"]}"'
    assert "sandbox" in response.headers["content-security-policy"]


def test_ranges_give_their_part(client, recording):
    path = path_of(recording["original_url"])
    whole = client.get(path).content
    part = client.get(path, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, whole[10:20])
    assert part.headers["content-range"] == f"bytes 10-19/{len(whole)}"
    tail = client.get(path, headers={"range": "bytes=-5"})
    assert tail.content == whole[-5:]
    beyond = client.get(path, headers={"range": f"bytes={len(whole)}-"})
    assert beyond.status_code == 416


def test_a_range_holds_only_while_the_file_is_the_same(client, recording):
    path = path_of(recording["original_url"])
    same = {"range": "bytes=0-3", "if-range": f'"{recording["sha256"]}"'}
    other = {"range": "bytes=0-3", "if-range": '"other"'}
    assert client.get(path, headers=same).status_code == 206
    assert client.get(path, headers=other).status_code == 200
    assert client.get(path, headers={"if-none-match": f'"{recording["sha256"]}"'}).status_code == 304


@pytest.mark.parametrize(
    "asked",
    [
        "bytes=" + ",".join("0-" for _ in range(2000)), "bytes=9-1", "bytes=--1", "octets=0-1", "bytes=",
        "bytes=0-" + "9" * 400, "bytes=a-b", "=", "bytes=-0",
    ],
)  # fmt: skip
def test_a_hostile_range_never_breaks_and_never_multiplies(client, recording, asked):
    path = path_of(recording["original_url"])
    response = client.get(path, headers={"range": asked})
    assert response.status_code in (200, 206, 400, 416)
    assert len(response.content) <= recording["size_bytes"]


def test_head_tells_the_length_only(client, recording):
    response = client.request("HEAD", path_of(recording["original_url"]))
    assert response.status_code == 200
    assert int(response.headers["content-length"]) == recording["size_bytes"]
    assert response.content == b""


def test_renditions_come_with_their_own_type(client, recording):
    types = {
        one["kind"]: client.get(path_of(one["url"])).headers["content-type"]
        for one in recording["renditions"]
    }
    assert types == {
        "web_audio": "audio/mp4",
        "web_video": "video/mp4",
        "poster": "image/jpeg",
        "peaks": "application/json",
    }


@pytest.mark.parametrize(("state", "status"), [("draft", 404), ("in_review", 404), ("withdrawn", 410)])
def test_media_of_what_is_not_public_stay_home(client, inventing, state, status):
    with inventing() as invented:
        interview = invented.interview(invented.leader("savard"), None, SAID, state=state)
        content = f"invented sound of {interview.slug}".encode() * 50
    sha256 = hashlib.sha256(content).hexdigest()
    assert client.get(f"/media/originals/{sha256}.m4a").status_code == status
    assert client.get(f"/media/{sha256}/web_audio.m4a").status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "/media/originals/../../franquette.db", "/media/originals/%2e%2e%2fsecret_key.m4a",
        "/media/secret_key",
        "/media/originals/" + "0" * 64 + ".html", "/media/" + "0" * 64 + "/web_audio.m4a",
    ],
)  # fmt: skip
def test_nothing_but_listed_files_is_served(client, recording, path):
    assert client.get(path).status_code in (404, 422)


def test_a_file_that_is_gone_is_a_fault_that_is_said(client, archive, recording):
    for folder in ("originals", "renditions"):
        for file in (archive.settings.data_dir / folder).rglob("*.*"):
            file.unlink()
    assert client.get(path_of(recording["original_url"])).status_code == 503
    assert client.get("/entrevues/entrevue-savard").status_code == 200
