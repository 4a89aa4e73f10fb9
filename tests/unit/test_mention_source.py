"""Which addresses elsewhere we are ready to visit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.mention_source import LONGEST_ADDRESS, UnfitSource, host_and_parents, parse_source


@pytest.mark.parametrize(
    ("given_address", "written"),
    [
        ("https://blogue.example/2012/08/billet", "https://blogue.example/2012/08/billet"),
        ("HTTP://Blogue.Example", "http://blogue.example/"),
        ("https://blogue.example:443/a", "https://blogue.example/a"),
        ("https://blogue.example./a", "https://blogue.example/a"),
        ("https://Café.example。/", "https://xn--caf-dma.example/"),
        ("http://blogue.example:80/a?p=1&b=2#comment-3", "http://blogue.example/a?p=1&b=2"),
        ("https://Café.example/été?q=é", "https://xn--caf-dma.example/%C3%A9t%C3%A9?q=%C3%A9"),
        ("http://[2606:4700::1111]/a", "http://[2606:4700::1111]/a"),
        ("https://blogue.example/a%20b%C3%A9", "https://blogue.example/a%20b%C3%A9"),
    ],
)
def test_an_address_is_written_in_one_way(given_address: str, written: str) -> None:
    assert parse_source(given_address).url == written


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("", "scheme"),
        ("billet.html", "scheme"),
        ("ftp://blogue.example/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://blogue.example/", "scheme"),
        ("javascript:alert(1)", "scheme"),
        ("data:text/html,x", "scheme"),
        ("https:///a", "address"),
        ("https://:443/", "address"),
        ("https://./", "address"),
        ("https://a@blogue.example/", "secret"),
        ("https://a:b@blogue.example/", "secret"),
        ("https://@blogue.example/", "secret"),
        ("https://blogue.example@127.0.0.1/", "secret"),
        ("http://blogue.example:22/", "port"),
        ("http://blogue.example:8080/", "port"),
        ("http://blogue.example:443/", "port"),
        ("https://blogue.example:80/", "port"),
        ("http://blogue.example:0/", "port"),
        ("http://blogue.example:99999/", "address"),
        ("http://blogue.example:x/", "address"),
        ("https://blogue.example\\@127.0.0.1/", "address"),
        ("https://blogue.example/a b", "address"),
        ("https://blogue.example/a\r\nHost: b", "address"),
        ("https://blogue.example/\x00", "address"),
        ("https://[::1", "address"),
        ("https://[fe80::1%25eth0]/", "address"),
        ("https://blogue .example/", "address"),
        ("https://blogue!.example/", "address"),
        ("https://blogue.example/" + "a" * LONGEST_ADDRESS, "address"),
        ("https://blogue.example/" + "é" * (LONGEST_ADDRESS // 2), "address"),
    ],
)
def test_what_is_no_page_of_the_web_is_refused_with_its_reason(address: str, code: str) -> None:
    with pytest.raises(UnfitSource) as refused:
        parse_source(address)
    assert refused.value.code == code


def test_where_a_page_leads_on_to_is_judged_as_the_first_address_was() -> None:
    assert parse_source("../b?c", "https://blogue.example/a/d").url == "https://blogue.example/b?c"
    assert parse_source("//autre.example", "https://blogue.example/").url == "https://autre.example/"
    with pytest.raises(UnfitSource):
        parse_source("file:///etc/passwd", "https://blogue.example/")


@given(st.text(max_size=80) | st.from_regex(r"\A(https?|ftp)://[^/]{0,30}/.{0,30}\Z"))
def test_any_text_is_refused_or_becomes_an_address_that_stays_as_it_is(text: str) -> None:
    try:
        source = parse_source(text)
    except UnfitSource:
        return
    assert source.url.isascii()
    assert parse_source(source.url) == source
    assert source.url.startswith(f"{source.scheme}://{source.host}/")
    assert "#" not in source.url


def test_a_host_is_a_sub_domain_of_all_that_follows_one_of_its_dots() -> None:
    assert host_and_parents("a.blogue.example") == ("a.blogue.example", "blogue.example", "example")
    assert host_and_parents("example") == ("example",)
