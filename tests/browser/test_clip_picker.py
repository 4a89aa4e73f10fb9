"""Readers choose the words of a clip by mouse, touch and keyboard, hear them and keep them; or from lists."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from app.domain.clip_anchor import SpokenWord
from app.domain.sentence_context import sentence_context
from tests.browser.demo_site import demo_archive, served
from tests.browser.test_pages import PHONE, WITHOUT_SCRIPTS, wait_until

INTERVIEW = "/entrevues/helene-savard-2026-08-14"
CLIP = re.compile(r"/extraits/[0-9a-z]{10}$")


@pytest.fixture(scope="module")
def site(chromium: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A copy of the demonstration: what these tests keep is found in no other."""
    folder = tmp_path_factory.mktemp("clips") / "archive"
    shutil.copytree(demo_archive(), folder)
    with served(folder) as address:
        yield address


def read_interview(visitor: Any) -> Any:
    """Open the interview, and return the page once its words can be chosen."""
    visitor.go(INTERVIEW)
    visitor.page.locator("[data-clip-hint]").first.wait_for(state="visible")
    return visitor.page


def chosen(visitor: Any) -> str:
    """Return the words that are marked as chosen, once there are some."""
    wait_until(visitor, "document.querySelectorAll('.w.is-chosen').length > 0")
    return " ".join(visitor.page.locator(".w.is-chosen").all_inner_texts())


def words_of(visitor: Any, passage: int) -> Any:
    return visitor.page.locator(".passage").nth(passage).locator(".w")


def moments(visitor: Any) -> tuple[float, float]:
    first = visitor.page.locator(".w.is-first").get_attribute("data-s")
    return float(first), float(visitor.page.locator(".w.is-last").get_attribute("data-e"))


def assert_heard_to_its_end(visitor: Any) -> None:
    """The sound began with the first chosen word and stops with the last."""
    start, end = moments(visitor)
    visitor.page.evaluate(
        """() => {
          const media = document.querySelector("audio, video");
          window.heardFrom = null;
          media.addEventListener("playing", () => (window.heardFrom ??= media.currentTime));
        }"""
    )
    visitor.page.locator(".clip-bar [data-listen]").click()
    wait_until(visitor, "document.querySelector('.clip-bar.is-playing') !== null")
    wait_until(visitor, "document.querySelector('audio, video').paused")
    assert visitor.page.evaluate("window.heardFrom") == pytest.approx(start, abs=0.1)
    assert visitor.sound_seconds() == pytest.approx(end, abs=0.06)
    assert not visitor.page.locator(".clip-bar.is-playing").count()


def assert_nothing_is_covered(visitor: Any) -> None:
    last = visitor.page.locator(".w.is-last").bounding_box()
    bar = visitor.page.locator(".clip-bar").bounding_box()
    assert last["y"] + last["height"] <= bar["y"]


def test_a_mouse_selects_whole_words_hears_them_and_keeps_them(visitor: Any) -> None:
    page = read_interview(visitor)
    words = words_of(visitor, 3)
    words.nth(6).scroll_into_view_if_needed()
    first, last = words.nth(2).bounding_box(), words.nth(6).bounding_box()
    page.mouse.move(first["x"] + first["width"] * 0.6, first["y"] + first["height"] / 2)
    page.mouse.down()
    page.mouse.move(last["x"] + last["width"] * 0.4, last["y"] + last["height"] / 2, steps=5)
    page.mouse.up()
    expected = " ".join(words.all_inner_texts()[2:7])
    assert chosen(visitor) == expected
    # What was selected stays as the reader selected it, to be copied.
    selected = page.evaluate("String(getSelection())")
    assert selected not in ("", expected)
    assert selected.strip() in expected
    assert_nothing_is_covered(visitor)
    assert_heard_to_its_end(visitor)
    page.get_by_role("button", name="Garder cet extrait").click()
    page.wait_for_url(CLIP)
    assert " ".join(page.locator("blockquote .w").all_inner_texts()) == expected


def test_what_is_selected_and_let_go_leaves_nothing_behind(visitor: Any) -> None:
    page = read_interview(visitor)
    words_of(visitor, 1).nth(3).dblclick()
    assert chosen(visitor)
    page.locator("h2#texte").click()
    wait_until(visitor, "document.querySelector('.clip-bar, .w.is-chosen') === null")
    words_of(visitor, 1).nth(3).dblclick()
    assert chosen(visitor)
    page.locator(".clip-bar [data-close]").click()
    page.wait_for_timeout(500)
    assert not page.locator(".clip-bar, .w.is-chosen").count()
    page.keyboard.press("Control+a")
    page.wait_for_timeout(500)
    assert not page.locator(".clip-bar").count()


@pytest.mark.parametrize("visitor", [PHONE], ids=["phone"], indirect=True)
def test_a_phone_shows_what_its_handles_select_and_moves_the_edges_by_touch(visitor: Any) -> None:
    page = read_interview(visitor)
    words = words_of(visitor, 3)
    words.nth(6).scroll_into_view_if_needed()
    # A long press and handles are the phone's own; of them the page only learns that the selection changes.
    for end in (4, 5, 6):
        words.nth(4).evaluate(
            "(first, end) => getSelection().setBaseAndExtent(first.firstChild, 1,"
            " first.parentNode.querySelectorAll('.w')[end].firstChild, 2)",
            end,
        )
        page.wait_for_timeout(100)
    assert chosen(visitor) == " ".join(words.all_inner_texts()[4:7])
    page.get_by_role("button", name="Finir un mot plus tard").tap()
    page.get_by_role("button", name="Finir un mot plus tard").tap()
    page.get_by_role("button", name="Commencer un mot plus tôt").tap()
    assert chosen(visitor) == " ".join(words.all_inner_texts()[3:9])
    assert_nothing_is_covered(visitor)
    assert page.locator(".clip-bar").bounding_box()["height"] < 740 / 3
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    for target in page.locator(".clip-bar button:visible").all():
        box = target.bounding_box()
        assert min(box["width"], box["height"]) >= 24
    assert_heard_to_its_end(visitor)
    page.get_by_role("button", name="Garder cet extrait").tap()
    page.wait_for_url(CLIP)


def test_the_keyboard_alone_chooses_and_keeps(visitor: Any) -> None:
    page = read_interview(visitor)
    texts = words_of(visitor, 3).all_inner_texts()
    link = page.locator("a[data-clip]").nth(3)
    link.focus()
    page.keyboard.press("Enter")
    assert chosen(visitor) == " ".join(texts)
    assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Premier mot"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowLeft")
    assert chosen(visitor) == " ".join(texts[2:-1])
    assert page.evaluate("document.activeElement.getAttribute('aria-valuetext')").startswith(
        f"{texts[2]}, 0:"
    )
    page.keyboard.press("Escape")
    assert not page.locator(".clip-bar, .w.is-chosen").count()
    assert page.evaluate("document.activeElement.dataset.clip") == link.get_attribute("data-clip")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_url(CLIP)
    assert page.locator("blockquote .w").all_inner_texts() == texts[1:]


def test_a_cut_sentence_is_said_and_taken_whole_and_too_many_words_are_not_kept(visitor: Any) -> None:
    page = read_interview(visitor)
    words_of(visitor, 3).nth(3).dblclick()
    assert chosen(visitor)
    assert page.locator(".w.is-beside").count() > 0
    page.get_by_role("button", name="Prendre toute la phrase").click()
    assert page.locator(".w.is-beside").count() == 0
    assert not page.locator("[data-cut]").is_visible()
    assert chosen(visitor).endswith(".")
    # No recording of the demonstration lasts longer than a clip may.
    page.locator(".clip-bar").evaluate("bar => (bar.dataset.mostSeconds = '1')")
    page.get_by_role("button", name="Finir un mot plus tard").click()
    assert page.get_by_text("Un extrait dure au plus 180 s").is_visible()
    assert page.get_by_role("button", name="Garder cet extrait").is_disabled()


def test_the_page_and_the_server_agree_where_sentences_begin_and_end(visitor: Any) -> None:
    page = read_interview(visitor)
    spoken = page.evaluate(
        """() => [...document.querySelectorAll(".w")].map((word) => [
          word.textContent.trim(), [...document.querySelectorAll(".turn")].indexOf(word.closest(".turn"))])"""
    )
    words = [SpokenWord("p", n, text, n, n + 1, turn) for n, (text, turn) in enumerate(spoken)]
    ours = []
    for number in range(len(words)):
        context = sentence_context(words, number, number + 1)
        ours.append([context.before[0], context.after[1] - 1])
    theirs = page.evaluate(
        """async () => {
          const { ClipWords } = await import("/static/js/clip_words.js");
          const words = new ClipWords(document.querySelector("[data-transcript]"));
          return words.words.map((_word, number) => {
            const { first, last } = words.sentences({ first: number, last: number });
            return [first, last];
          });
        }"""
    )
    assert theirs == ours
    assert len({tuple(one) for one in ours}) > 20


@pytest.mark.parametrize("visitor", [WITHOUT_SCRIPTS], ids=["without scripts"], indirect=True)
def test_lists_alone_make_the_same_clip(visitor: Any) -> None:
    visitor.go(INTERVIEW)
    page = visitor.page
    page.get_by_role("link", name="Faire un extrait").click()
    options = page.get_by_label("Premier passage").locator("option").all_inner_texts()
    page.get_by_label("Premier passage").select_option(label=options[3])
    page.get_by_label("Dernier passage").select_option(label=options[4])
    page.get_by_role("button", name="Voir les mots").click()
    whole = page.locator("blockquote .w").all_inner_texts()
    for label, step in (("Premier mot", 1), ("Dernier mot", -2)):
        choice = page.get_by_label(label, exact=True)
        values = choice.locator("option").evaluate_all("all => all.map((one) => one.value)")
        now = values.index(choice.input_value())
        choice.select_option(value=values[now + step])
    page.get_by_role("button", name="Voir et entendre ces mots").click()
    expected = whole[1:-2]
    assert page.locator("blockquote .w").all_inner_texts() == expected
    source = page.locator("audio[controls] source").first.get_attribute("src")
    start = page.locator("blockquote .w").first.get_attribute("data-s")
    end = page.locator("blockquote .w").last.get_attribute("data-e")
    assert source.endswith(f"#t={start},{end}")
    page.get_by_role("button", name="Garder cet extrait").click()
    page.wait_for_url(CLIP)
    assert page.locator("blockquote .w").all_inner_texts() == expected


@pytest.mark.parametrize("visitor", [PHONE], ids=["phone"], indirect=True)
def test_the_bar_and_the_lists_break_no_rule_of_accessibility(visitor: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = read_interview(visitor)
    page.locator("a[data-clip]").nth(3).press("Enter")
    page.keyboard.press("ArrowRight")
    assert chosen(visitor)
    found = {"bar": Axe().run(page).response["violations"]}
    page.emulate_media(color_scheme="dark")
    found["bar in the dark"] = Axe().run(page, ".clip-bar").response["violations"]
    address = page.locator("a[data-clip]").nth(3).get_attribute("href")
    for name, path in {"words": address, "passages": f"{INTERVIEW}/extrait"}.items():
        visitor.go(path)
        found[name] = Axe().run(page).response["violations"]
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    faults = {
        name: [(one["id"], one["nodes"][0]["html"][:160]) for one in all] for name, all in found.items()
    }
    assert {name: all for name, all in faults.items() if all} == {}
