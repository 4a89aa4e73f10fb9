"""What a page elsewhere says: whether it links to ours, and its title; hostile pages cost seconds at most."""

from __future__ import annotations

import time

import pytest

from app.domain.mention_outcome import Look
from app.domain.mention_target import MentionTarget
from app.services.mentions.mention_page import look_for_link
from app.services.mentions.mention_visit import VisitedPage, VisitFailed

OURS = "https://franquette.example"
CLIP = MentionTarget("clip", "abcdefghij")
LINK = f"{OURS}/extraits/abcdefghij"


def look(
    body: str | bytes,
    media_type: str = "text/html",
    charset: str = "",
    url: str = "https://blogue.example/a/",
) -> Look:
    content = body if isinstance(body, bytes) else body.encode()
    return look_for_link(VisitedPage(url, media_type, charset, content, False), CLIP, OURS)


@pytest.mark.parametrize(
    "body",
    [
        f'<a href="{LINK}">un extrait</a>',
        f"<A HREF={LINK}>",
        f"<a rel=nofollow href=' {LINK}#t=1,2 '>",
        f'<a href="{OURS}/en/clips/abcdefghij?utm=x">',
        f'<a href="{LINK}&#63;a=b&amp;c=d">',
        f'<iframe src="{OURS}/embed/extraits/abcdefghij"></iframe>',
        f'<blockquote cite="{LINK}">mots</blockquote>',
        f'<p>a < b & c<p><q cite="{LINK}">',
        f'<area href="{LINK}">',
        f'<base href="{OURS}/fr/"><a href="../extraits/abcdefghij">',
        '<a href="//franquette.example/extraits/abcdefghij">',
        f'<!-- un commentaire --><svg><a href="{LINK}"></svg>',
    ],
)
def test_a_link_in_a_page_is_found_under_any_of_our_addresses(body: str) -> None:
    assert look(f"{body} <p>suite</p>").code == ""


@pytest.mark.parametrize(
    "body",
    [
        "",
        LINK,
        f"<!-- <a href='{LINK}'> -->",
        f"<script>var a = \"<a href='{LINK}'>\"</script>",
        f"<style><a href='{LINK}'></style>",
        f"<p title=\"<a href='{LINK}'>\">",
        f'&lt;a href="{LINK}"&gt;',
        f'<link rel="canonical" href="{LINK}">',
        f'<meta content="{LINK}">',
        f'<form action="{LINK}">',
        f'<a data-href="{LINK}">',
        f'<a href="https://ailleurs.example/?u={LINK}">',
        f'<a href="{LINK}x">',
        f"<a href='{LINK}'",
        f'<a href="{OURS}/passages/abcdefghij">',
        '<a href="/extraits/abcdefghij">',
    ],
)
def test_what_only_looks_like_a_link_is_none(body: str) -> None:
    assert look(body).code == "no_link"


def test_a_text_links_by_the_address_written_in_it() -> None:
    assert look(f"Voir {LINK}.", "text/plain").code == ""
    assert look(f"(« {LINK}#t=1 »)", "text/plain").code == ""
    assert look(f"<{LINK}>", "text/plain") == Look()
    assert look("Voir extraits/abcdefghij", "text/plain").code == "no_link"


def test_the_title_is_plain_text_whatever_it_holds() -> None:
    head = "<title>L&#8217;été &amp; <b>nous</b>\n&#x202e;</title><svg><title>dessin</title></svg>"
    assert look(f'{head}<a href="{LINK}">').title.startswith("L’été & ")
    assert look(f'<title>&lt;script&gt;alert(1)&lt;/script&gt;</title><a href="{LINK}">').title == (
        "<script>alert(1)</script>"
    )
    assert look(f'<svg><title>dessin</title></svg><a href="{LINK}">').title == ""


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("<title>Été</title>".encode(), ""),
        ("<title>Été</title>".encode("cp1252"), ""),
        ("<title>Été</title>".encode("cp1252"), "iso-8859-1"),
        ("<title>Été</title>".encode("utf-16"), "utf-16"),
        (b"<meta charset=windows-1252>" + "<title>Été</title>".encode("cp1252"), ""),
        ('<meta http-equiv="content-type" content="text/html; charset=iso-8859-15"><title>Été</title>'.encode(
            "iso-8859-15"), "nonsense"),
        ("<title>Été</title>".encode(), "punycode"),
        ("<title>Été</title>".encode(), "zlib"),
        ("<title>Été</title>".encode(), "unicode_escape"),
    ],
)  # fmt: skip
def test_old_pages_are_read_in_their_own_letters(body: bytes, charset: str) -> None:
    assert look(body, charset=charset).title == "Été"


def test_a_page_cut_short_says_that_the_link_may_come_later() -> None:
    page = VisitedPage("https://blogue.example/", "text/html", "", b"<p>long", True)
    assert look_for_link(page, CLIP, OURS).code == "too_large"
    linked = VisitedPage(page.url, "text/html", "", f'<a href="{LINK}"><p>'.encode() + b"\xc3", True)
    assert look_for_link(linked, CLIP, OURS).code == ""


def test_a_page_made_to_hold_us_up_is_given_up() -> None:
    """A megabyte of unfinished tags holds the standard parser of Python 3.11 up for hours."""
    started = time.monotonic()
    try:
        look(("<a b='" * 200_000)[:1_000_000])
    except VisitFailed as failed:
        # A later parser is faster, and finds no link.
        assert failed.code == "unreadable"
    assert time.monotonic() - started < 20


def test_a_crowd_of_links_is_read() -> None:
    crowd = f'<a href="https://autre.example/{LINK}">' * 2000
    assert look(crowd).code == "no_link"
    assert look(f'<a href="{LINK}">' + crowd).code == ""


@pytest.mark.parametrize("one", ["http://a.b ", f"{OURS}/extraits/b ", "http://abcdefghij "])
def test_a_megabyte_of_addresses_in_a_text_is_read_at_once(one: str) -> None:
    """They are read in the process that serves readers: taken apart one by one they last seconds."""
    addresses = one * (1_000_000 // len(one))
    started = time.thread_time()
    assert look(addresses, "text/plain").code == "no_link"
    assert look(f"{LINK} {addresses}", "text/plain").code == ""
    assert time.thread_time() - started < 1
