"""The site as people meet it: in a real Chromium, on the demonstration's real recordings."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.browser.demo_site import WITH_CLEANED_COPY

PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
WITHOUT_SCRIPTS = {"viewport": {"width": 1280, "height": 900}, "java_script_enabled": False}
PAGES = {
    "home": "/", "leaders": "/chefs", "leader": "/chefs/helene-savard", "campaign": "/campagnes/quebec-2012",
    "themes": "/themes", "theme": "/themes/open-data", "comparison": "/comparer",
    "comparison 2012": "/comparer?campagne=quebec-2012",
    "interview": "/entrevues/helene-savard-2026-08-14", "video": "/entrevues/marc-andre-tessier-2026-08-29",
    "2012": "/entrevues/francois-legault-2012", "search": "/recherche?q=logiciel+libre",
    "nothing found": "/recherche?q=zzyzx", "method": "/methode", "open data": "/donnees",
    "sign in": "/atelier/connexion", "not found": "/rien",
    "home en": "/en", "comparison en": "/en/compare",
    "interview en": "/en/interviews/helene-savard-2026-08-14",
    "search en": "/en/search?q=fibre", "method en": "/en/method", "api": "/api/v1/docs",
    "listen": "/ecouter", "listen en": "/en/listen", "decisions": "/chefs/helene-savard/corrections",
}  # fmt: skip
SCREENS = {
    "phone, light": {"viewport": {"width": 360, "height": 740}, "color_scheme": "light"},
    "desk, dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
}


def wait_until(visitor: Any, condition: str) -> None:
    # Asked again and again from here: the page's own rules let nobody, not even a test, run a string as code.
    for _attempt in range(100):
        if visitor.page.evaluate(condition):
            return
        visitor.page.wait_for_timeout(100)
    pytest.fail(f"this never came true: {condition}")


@pytest.mark.parametrize("visitor", SCREENS.values(), ids=SCREENS.keys(), indirect=True)
def test_no_page_breaks_a_rule_of_accessibility_or_overflows(visitor: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    found = {}
    for name, path in PAGES.items():
        visitor.go(path)
        violations = Axe().run(visitor.page).response["violations"]
        found[name] = [
            f"{one['id']}: {node['html'][:160]}" for one in violations for node in one["nodes"][:2]
        ]
        if visitor.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        ):
            found[name].append("the page is wider than the screen")
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_the_comparison_sets_leaders_side_by_side_and_says_why_some_are_silent(visitor: Any) -> None:
    visitor.go("/comparer")
    page = visitor.page
    assert page.locator(".comparison-head .comparison-name").count() == 5
    row = page.locator("#theme-open-data")
    assert row.locator(".cell").count() == 5
    assert row.locator(".cell.is-answered").count() == 3
    assert "Invitation refusée" in row.inner_text()
    assert "sans réponse" in row.inner_text()
    tops = row.locator(".cell").evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().top)")
    assert len({round(top) for top in tops}) == 1


def test_a_play_link_is_heard_in_place_from_its_moment(visitor: Any) -> None:
    visitor.go("/comparer")
    link = visitor.page.locator("#theme-open-data a[data-play]").first
    start = float(link.get_attribute("data-start"))
    link.click()
    wait_until(
        visitor, f"[...document.querySelectorAll('audio,video')].some(one => one.currentTime > {start} + 0.3)"
    )
    assert visitor.page.url.endswith("/comparer")


def test_a_click_on_a_word_moves_the_player_there(visitor: Any) -> None:
    visitor.go("/entrevues/helene-savard-2026-08-14")
    word = visitor.page.locator(".w[data-s]").nth(60)
    said_at = float(word.get_attribute("data-s"))
    word.click()
    wait_until(visitor, f"Math.abs(document.querySelector('audio').currentTime - {said_at}) < 2")
    assert visitor.sound_seconds() >= said_at - 0.05


def test_the_text_follows_the_sound(visitor: Any) -> None:
    visitor.go("/entrevues/helene-savard-2026-08-14")
    visitor.page.locator("[data-player] [data-toggle]").click()
    wait_until(visitor, "document.querySelectorAll('.w.is-now').length > 0")


def test_an_address_with_a_moment_stops_at_its_end(visitor: Any) -> None:
    visitor.go("/entrevues/helene-savard-2026-08-14#t=28,29.5")
    visitor.page.locator("[data-player] [data-toggle]").click()
    wait_until(visitor, "(a => a.currentTime > 29.2 && a.paused)(document.querySelector('audio'))")
    assert visitor.sound_seconds() < 30.2


def test_the_cleaned_sound_takes_over_in_place_and_in_time_by_the_keyboard(visitor: Any) -> None:
    visitor.go(f"/entrevues/{WITH_CLEANED_COPY}")
    page = visitor.page
    both = "[...document.querySelectorAll('.player audio, .player video')]"
    page.locator("[data-ribbon]").focus()
    page.keyboard.press("PageUp")
    page.locator("[data-toggle]").first.click()
    wait_until(visitor, f"{both}[0].currentTime > 30.5 && !{both}[0].paused && !{both}[0].muted")
    assert page.evaluate(f"{both}[1].paused")
    page.locator("[data-sound-choice] input[value=original]").focus()
    page.keyboard.press("ArrowRight")
    wait_until(visitor, f"{both}[0].muted && !{both}[0].paused && !{both}[1].paused")
    wait_until(visitor, f"Math.abs({both}[0].currentTime - {both}[1].currentTime) < 0.05")
    assert page.evaluate(f"{both}[0].currentTime") < 60
    page.locator("[data-toggle]").first.click()
    wait_until(visitor, f"{both}.every((one) => one.paused)")
    page.locator("[data-sound-choice] input[value=cleaned]").focus()
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(f"!{both}[0].muted && {both}[0].currentTime > 30")


def test_a_vertical_video_is_shown_upright(visitor: Any) -> None:
    visitor.go("/entrevues/marc-andre-tessier-2026-08-29")
    wait_until(visitor, "document.querySelector('video').videoWidth > 0")
    width, height = visitor.page.evaluate(
        "(v => [v.videoWidth, v.videoHeight])(document.querySelector('video'))"
    )
    assert height > width


def test_the_keyboard_alone_finds_the_player_and_moves_in_the_sound(visitor: Any) -> None:
    visitor.go("/entrevues/helene-savard-2026-08-14")
    page = visitor.page
    page.keyboard.press("Tab")
    assert "main" in page.evaluate("document.activeElement.getAttribute('href')")
    for _step in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "slider":
            break
    else:
        pytest.fail("no slider within forty steps")
    before = visitor.sound_seconds()
    page.keyboard.press("ArrowRight")
    wait_until(visitor, f"document.querySelector('audio').currentTime > {before} + 0.5")


def test_search_finds_words_that_were_misspelled_and_narrows_by_leader(visitor: Any) -> None:
    visitor.go("/")
    visitor.page.get_by_role("searchbox").fill("logitiel libre")
    visitor.page.keyboard.press("Enter")
    visitor.page.wait_for_selector(".hit")
    assert visitor.page.locator(".hit mark").first.inner_text().lower().startswith("logiciel")
    before = visitor.page.locator(".hit").count()
    visitor.page.locator(".facet-value").first.click()
    visitor.page.wait_for_selector(".facet-value[aria-current]")
    assert 0 < visitor.page.locator(".hit").count() < before


def test_the_other_language_is_one_link_away_and_comes_back(visitor: Any) -> None:
    visitor.go("/comparer?theme=open-data")
    visitor.page.locator(".language-link").click()
    assert visitor.page.url.startswith(f"{visitor.site}/en/compare")
    assert "theme=open-data" in visitor.page.url
    assert visitor.page.locator("html").get_attribute("lang") == "en"
    assert "Côte à côte" not in visitor.page.locator("main").inner_text()
    visitor.page.locator(".language-link").click()
    assert visitor.page.url == f"{visitor.site}/comparer?theme=open-data"


@pytest.mark.parametrize("visitor", [PHONE], ids=["phone"], indirect=True)
def test_a_phone_shows_one_theme_at_a_time_with_leaders_stacked(visitor: Any) -> None:
    visitor.go("/comparer")
    page = visitor.page
    assert page.locator(".comparison-row:visible").count() == 1
    page.locator(".theme-choice select").select_option(label="Internet haute vitesse")
    assert page.locator(".comparison-row:visible").get_attribute("id") == "theme-broadband"
    lefts = page.locator("#theme-broadband .cell").evaluate_all(
        "all => all.map(c => c.getBoundingClientRect().left)"
    )
    assert len({round(left) for left in lefts}) == 1


@pytest.mark.parametrize("visitor", [WITHOUT_SCRIPTS], ids=["without scripts"], indirect=True)
def test_everything_is_read_and_heard_without_scripts(visitor: Any) -> None:
    visitor.go("/comparer")
    page = visitor.page
    assert page.locator(".comparison-row").count() == 12
    page.locator("#theme-open-data a[data-play]").first.click()
    page.wait_for_url(re.compile(r"/passages/[a-z2-7]{10}#t="))
    # The original, and its cleaned copy where there is one, each with the browser's own controls.
    assert page.locator("audio[controls], video[controls]").count() in (1, 2)
    assert page.locator("audio source, video source").first.get_attribute("src").count("#t=") == 1
    visitor.go("/recherche?q=fibre")
    assert page.locator(".hit").count() > 0
    visitor.go("/entrevues/helene-savard-2026-08-14")
    assert page.locator(".turn").count() > 10


def test_a_real_campaign_without_recordings_quotes_nobody(visitor: Any) -> None:
    for path in (
        "/campagnes/quebec-2012",
        "/comparer?campagne=quebec-2012",
        "/entrevues/pauline-marois-2012",
    ):
        visitor.go(path)
        assert visitor.page.locator("blockquote, audio, video").count() == 0
    assert "michelleblanc.com" in visitor.page.locator("main").inner_text()


def test_a_curator_signs_in_withdraws_and_publishes_again(chromium: Any, tmp_path: Any) -> None:
    import shutil

    from tests.browser.conftest import Visitor
    from tests.browser.demo_site import demo_archive, served

    copy = tmp_path / "archive"
    shutil.copytree(demo_archive(), copy)
    password = (copy / "demo_curator_password").read_text().strip()
    with served(copy) as address:
        person = Visitor(chromium, address, viewport={"width": 1280, "height": 900})
        person.go("/atelier")
        person.page.get_by_label("Nom").fill("demo")
        person.page.get_by_label("Mot de passe").fill(password)
        person.page.get_by_role("button", name="Entrer").click()
        first = person.page.locator("section", has_text="Hélène Savard")
        first.get_by_text("Retirer", exact=True).first.click()
        first.get_by_role("textbox").fill("Essai de retrait.")
        first.get_by_role("button", name="Retirer").click()
        gone = person.go("/entrevues/helene-savard-2026-08-14")
        assert gone.status == 410
        assert "Essai de retrait." in person.page.locator("main").inner_text()
        person.go("/atelier/publication")
        person.page.get_by_label("Hélène Savard").first.check()
        person.page.locator("[name=despite]").check()
        person.page.locator("#reason").fill("Le retrait était un essai.")
        person.page.get_by_role("button", name="Publier ou prévoir").click()
        assert person.go("/entrevues/helene-savard-2026-08-14").status == 200
        assert [fault for fault in person.faults if "410" not in fault] == []
        person.context.close()
