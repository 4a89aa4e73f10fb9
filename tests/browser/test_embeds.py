"""Clips in the frames of a blog: another origin, sandboxes, no cookies, no scripts, every width."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.archive import open_database
from app.models import Curator, Passage, Recording, Transcript
from app.services.clips.clip_making import WordAddress, make_clip
from app.services.clips.clip_withdrawal import withdraw_clip
from app.services.editing.revision_writing import Editor
from app.settings import Settings
from tests.browser.demo_site import demo_archive, served
from tests.browser.other_site import OtherSite, other_site

LATE_SECONDS = 0.06
HAVE_METADATA = 1
# A site that isolates itself lets in only frames that say they may be there.
ISOLATED = {
    "cross-origin-embedder-policy": "require-corp", "cross-origin-opener-policy": "same-origin",
}  # fmt: skip
SANDBOX = 'sandbox="allow-scripts"'
STATE = """(() => {
  const media = document.querySelector('audio, video');
  return {
    at: media.currentTime, paused: media.paused, played: media.played.length, ready: media.readyState,
    word: document.querySelector('.w.is-now')?.textContent ?? '',
    key: document.querySelector('[data-toggle-text]').textContent,
  };
})()"""


# This browser gives third parties no cookies and no storage; the clip has just played without them.
KEEPS = "(() => { try { return String(localStorage.length) } catch { return 'refused' } })()"


@dataclass(frozen=True)
class Made:
    """A clip of the demonstration: its name, its span, its words."""

    id: str
    start_seconds: float
    end_seconds: float
    words: list[str]


@dataclass(frozen=True)
class Blog:
    """A blog, the archive whose clips it frames, and the clips."""

    site: OtherSite
    archive: str
    sound: Made
    picture: Made
    withdrawn: Made


@pytest.fixture(scope="module")
def blog(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Blog]:
    folder = tmp_path_factory.mktemp("embedded") / "archive"
    shutil.copytree(demo_archive(), folder)
    database = open_database(Settings(_env_file=None, data_dir=folder))
    with database.write() as session:
        sound = quote(session, "helene-savard-2026-08-14", 2)
        withdrawn = quote(session, "helene-savard-2026-08-14", 3)
        picture = quote(session, "marc-andre-tessier-2026-08-29", 2)
        curator = Curator(name="Fleur", role="curator", password_hash="no password opens this account")
        session.add(curator)
        session.flush()
        withdraw_clip(session, withdrawn.id, Editor("curator:Fleur", curator.id), "Coupée trop court.")
    database.close()
    with served(folder) as archive, other_site() as site:
        yield Blog(site, archive, sound, picture, withdrawn)


def quote(session: Any, slug: str, first: int) -> Made:
    """Keep four words of the first long enough passage of the leader, from the word with that number."""
    passages = session.scalars(
        select(Passage)
        .join(Transcript, Transcript.id == Passage.transcript_id)
        .where(Transcript.recording.has(Recording.interview.has(slug=slug)))
        .options(joinedload(Passage.turn))
        .order_by(Passage.position)
    )
    passage = next(one for one in passages if one.turn.speaker_role == "leader" and len(one.words) > 12)
    clip = make_clip(session, slug, WordAddress(passage.id, first), WordAddress(passage.id, first + 3))
    return Made(clip.id, clip.start_seconds, clip.end_seconds, [one[2] for one in clip.words])


class Reader:
    """Somebody who reads the blog; remembers what went wrong behind the page and the frame."""

    def __init__(self, browser: Any, blog: Blog, **options: Any) -> None:
        self.blog = blog
        self.context = browser.new_context(**{"viewport": {"width": 900, "height": 700}, **options})
        self.page = self.context.new_page()
        self.faults: list[str] = []
        self.media_requests: list[str] = []
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._listen)
        self.page.on("request", self._watch)

    def read(self, made: Made, attributes: str = "", width: int = 560, **more: Any) -> Any:
        """Open a post with the clip's frame; gives the frame, loaded."""
        prefix = "/en/embed/clips/" if more.get("english") else "/embed/extraits/"
        frame = (
            f'<iframe title="Un extrait" width="{width}" height="{more.get("height", 460)}" {attributes} '
            f'src="{self.blog.archive}{prefix}{made.id}{more.get("hash", "")}"></iframe>'
        )
        around = f"<h1>Un billet</h1>{frame}<p>La suite.</p>{more.get('after', '')}"
        self.page.goto(self.blog.site.post(around, more.get("headers")))
        found = self.page.frames[1]
        found.wait_for_load_state()
        return found

    def hear_to_the_end(self, frame: Any) -> list[dict[str, Any]]:
        """Return what was seen of the frame, several times a second, until the sound stands still."""
        seen = [frame.evaluate(STATE)]
        for _attempt in range(300):
            seen.append(frame.evaluate(STATE))
            if seen[-1]["paused"] and seen[-1]["played"] and not seen[-2]["paused"]:
                return seen
            self.page.wait_for_timeout(40)
        pytest.fail(f"the sound never stood still: {seen[-1]}")

    def _listen(self, message: Any) -> None:
        if message.type in ("error", "warning") and "410" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _watch(self, request: Any) -> None:
        if not request.url.startswith((self.blog.archive, self.blog.site.address)):
            self.faults.append(f"request to another host: {request.url}")
        if "/media/" in request.url and "poster" not in request.url:
            self.media_requests.append(request.url)


@pytest.fixture
def reader(chromium: Any, blog: Blog, request: pytest.FixtureRequest) -> Iterator[Reader]:
    person = Reader(chromium, blog, **getattr(request, "param", {}))
    yield person
    person.context.close()
    assert person.faults == []


def assert_heard(seen: list[dict[str, Any]], made: Made) -> None:
    """What was heard began with the first word, ended with the last, and lit words on the way."""
    heard = [one["at"] for one in seen if not one["paused"] and one["ready"] >= HAVE_METADATA]
    assert heard and heard[0] >= made.start_seconds - LATE_SECONDS
    assert max(one["at"] for one in seen) <= made.end_seconds + LATE_SECONDS
    assert made.end_seconds - LATE_SECONDS <= seen[-1]["at"]
    lit = [one["word"] for one in seen if one["word"]]
    assert len(set(lit)) >= 3
    assert set(lit) <= {*made.words, *(one.replace("'", "\u2019") for one in made.words)}
    order = [made.words.index(one.replace("\u2019", "'")) for one in lit]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("attributes", "headers"),
    [("", {}), (SANDBOX, ISOLATED)],
    ids=["another origin", "a sandbox on a site that isolates itself"],
)
def test_the_clip_plays_from_its_first_word_to_its_last(
    reader: Reader, blog: Blog, attributes: str, headers: dict[str, str]
) -> None:
    frame = reader.read(blog.sound, attributes, headers=headers)
    key = frame.locator("[data-toggle]")
    assert frame.evaluate(STATE)["at"] == 0 and reader.media_requests == []
    key.focus()
    reader.page.keyboard.press("Enter")
    seen = reader.hear_to_the_end(frame)
    assert_heard(seen, blog.sound)
    assert frame.evaluate(STATE)["key"] == "Réécouter"
    assert frame.evaluate("self.origin") == ("null" if attributes else blog.archive)
    assert frame.evaluate(KEEPS) == "refused"


def test_it_asks_for_no_cookie_and_tells_nothing_but_the_site_that_frames_it(
    reader: Reader, blog: Blog
) -> None:
    asked: list[Any] = []
    reader.page.on("request", lambda one: asked.append(one))
    reader.read(blog.sound)
    [page] = [one for one in asked if "/embed/" in one.url]
    sent = page.all_headers()
    assert (sent["sec-fetch-dest"], sent["sec-fetch-site"]) == ("iframe", "cross-site")
    assert sent["referer"] == f"{blog.site.address}/"
    assert reader.context.cookies() == []


def test_it_is_heard_again_and_ends_in_time_even_scrolled_out_of_sight(reader: Reader, blog: Blog) -> None:
    frame = reader.read(blog.sound, after='<div style="height: 5000px"></div>')
    for _time in range(2):
        frame.locator("[data-toggle]").click()
        reader.page.evaluate("scrollTo(0, 4000)")
        seen = reader.hear_to_the_end(frame)
        assert seen[-1]["at"] == pytest.approx(blog.sound.end_seconds, abs=LATE_SECONDS)
        reader.page.evaluate("scrollTo(0, 0)")


def test_a_frame_too_short_for_the_words_follows_them_and_leaves_the_blog_where_it_is(
    reader: Reader, blog: Blog
) -> None:
    frame = reader.read(blog.sound, width=240, height=121, after='<div style="height: 3000px"></div>')
    frame.locator("[data-toggle]").click()
    frame.wait_for_selector(".w.is-now")
    reader.page.wait_for_timeout(700)
    lit = frame.locator(".w.is-now").evaluate("word => word.getBoundingClientRect().toJSON()")
    # A frame scrolls by whole pixels, words stand between them.
    assert 0 < lit["top"] < lit["bottom"] < 121 + 1
    key = frame.locator("[data-toggle]").evaluate("key => key.getBoundingClientRect().top")
    assert key >= 0 and frame.evaluate("scrollY") > 0
    assert reader.page.evaluate("scrollY") == 0


def test_the_ribbon_and_the_words_move_the_sound_within_the_clip(reader: Reader, blog: Blog) -> None:
    frame = reader.read(blog.picture)
    ribbon = frame.locator("[data-ribbon]")
    ribbon.focus()
    reader.page.keyboard.press("End")
    reader.page.wait_for_timeout(300)
    assert frame.evaluate(STATE)["at"] == pytest.approx(blog.picture.end_seconds, abs=0.1)
    reader.page.keyboard.press("ArrowLeft")
    reader.page.keyboard.press("Home")
    reader.page.wait_for_timeout(300)
    assert frame.evaluate(STATE)["at"] == pytest.approx(blog.picture.start_seconds, abs=0.05)
    assert frame.evaluate(STATE)["paused"]
    word = frame.locator(".w").nth(3)
    said_at = float(word.get_attribute("data-s"))
    word.click()
    seen = reader.hear_to_the_end(frame)
    assert min(one["at"] for one in seen[2:]) >= said_at - LATE_SECONDS
    assert seen[-1]["at"] == pytest.approx(blog.picture.end_seconds, abs=LATE_SECONDS)


def test_an_upright_video_stands_upright_beside_its_words(reader: Reader, blog: Blog) -> None:
    frame = reader.read(blog.picture, width=700)
    video = frame.locator("video").bounding_box()
    words = frame.locator("blockquote").bounding_box()
    assert video["height"] > video["width"] > 150
    assert video["x"] + video["width"] <= words["x"] and words["y"] < video["y"] + video["height"]
    narrow = reader.read(blog.picture, width=240)
    key, video = narrow.locator("[data-toggle]").bounding_box(), narrow.locator("video").bounding_box()
    assert key["y"] < video["y"]


@pytest.mark.parametrize("reader", [{"java_script_enabled": False}], indirect=True)
def test_without_scripts_there_are_the_words_the_link_and_the_browser_s_player(
    reader: Reader, blog: Blog
) -> None:
    frame = reader.read(blog.sound)
    for word in blog.sound.words:
        assert word.replace("'", "\u2019") in frame.locator("blockquote").inner_text()
    assert not frame.locator("[data-toggle]").is_visible()
    assert frame.get_by_role("link", name="Entendre l\u2019entrevue entière").is_visible()
    player = frame.locator("audio[controls]")
    assert player.is_visible()
    frame.evaluate("document.querySelector('audio').play()")
    seen = reader.hear_to_the_end(frame)
    assert seen[-1]["at"] == pytest.approx(blog.sound.end_seconds, abs=0.35)
    assert min(one["at"] for one in seen if one["at"]) >= blog.sound.start_seconds - LATE_SECONDS


@pytest.mark.parametrize(
    ("reader", "names", "english"),
    [
        ({"color_scheme": "light"}, ["sound"], False),
        ({"color_scheme": "dark"}, ["picture", "withdrawn"], True),
    ],
    indirect=["reader"],
    ids=["light, French", "dark, English"],
)
def test_no_width_breaks_a_rule_of_accessibility_or_overflows(
    reader: Reader, blog: Blog, names: list[str], english: bool
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found: dict[str, list[str]] = {}
    for width in (240, 360, 768):
        for name in names if width == 240 else names[:1]:
            frame = reader.read(getattr(blog, name), SANDBOX, width=width, english=english)
            for summary in frame.locator("summary").all():
                summary.click()
            faults = [
                f"{one['id']}: {node['html'][:160]}"
                for one in Axe().run(frame, options={"preload": False}).response["violations"]
                for node in one["nodes"][:2]
            ]
            if frame.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults.append("wider than the frame")
            found[f"{name} {width}"] = faults
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_it_speaks_to_wordpress_as_wordpress_expects(reader: Reader, blog: Blog) -> None:
    # What it puts around the frame of a site that it does not know: a sandbox, a secret, and out of sight.
    listening = "window.heard = []; addEventListener('message', event => heard.push(event.data))"
    frame = reader.read(
        blog.sound,
        f'{SANDBOX} style="position:absolute;visibility:hidden" data-secret="a1B2c3D4e5"',
        hash="#?secret=a1B2c3D4e5",
        after=f"<script>{listening}</script>",
    )
    frame.wait_for_function("document.querySelector('[data-toggle]:not([hidden])')")
    reader.page.evaluate(
        "frames[0].postMessage({message: 'ready', secret: 'a1B2c3D4e5'}, '*'), frames[0].postMessage(7, '*')"
    )
    frame.locator(".signed a").evaluate("link => link.click()")
    reader.page.wait_for_timeout(300)
    heard = reader.page.evaluate("heard")
    heights = [one["value"] for one in heard if one["message"] == "height"]
    assert heights and heights[-1] == pytest.approx(frame.evaluate("document.body.scrollHeight"), abs=1)
    assert {one["secret"] for one in heard} == {"a1B2c3D4e5"}
    assert heard[-1]["message"] == "link"
    assert heard[-1]["value"] == f"{blog.archive}/extraits/{blog.sound.id}"


def test_a_link_opens_beside_the_blog_where_its_sandbox_lets_it(reader: Reader, blog: Blog) -> None:
    frame = reader.read(blog.sound, 'sandbox="allow-scripts allow-popups"')
    with reader.context.expect_page() as opened:
        frame.get_by_role("link", name="Entendre l\u2019entrevue entière").click()
    opened.value.wait_for_selector(".transcript", state="attached")
    assert opened.value.url.startswith(f"{blog.archive}/entrevues/helene-savard-2026-08-14#t=")
