"""A site is counted by its name, whatever the address looks like; what names no public site is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.site_name import site_name

LABEL = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?", fullmatch=True)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://blogue.example/", "blogue.example"),
        ("http://WWW.Blogue.Example:8080/2012/08/billet?x=1#y", "blogue.example"),
        ("https://blogue.example.:443", "blogue.example"),
        ("https://xn--caf-dma.example", "xn--caf-dma.example"),
        ("https://a.b.c.qc.ca/", "a.b.c.qc.ca"),
    ],
)
def test_one_site_has_one_name(address, name):
    assert site_name(address) == name


@pytest.mark.parametrize(
    "address",
    [
        "", "null", "about:srcdoc", "blogue.example", "//blogue.example", "ftp://blogue.example/",
        "https://localhost/", "https://serveur/", "https://127.0.0.1/", "https://[::1]/", "https://2130706433/",
        "https://imprimante.local/", "https://wiki.internal/", "https://x.home.arpa/", "https://blogue.localhost/",
        "https://-a.example/", "https://a..example/", "https://a.example-/", "https://bl ogue.example/",
        "https://bl\u00f3gue.example/", "https://[::1", "https://a.123/", "https://" + "a" * 64 + ".example/",
        "https://" + "a." * 130 + "example/",
    ],
)  # fmt: skip
def test_what_names_no_public_site_is_not_counted(address):
    assert site_name(address) is None


@given(st.lists(LABEL, min_size=1, max_size=4), st.text(alphabet="abc/?#:@", max_size=10))
def test_a_name_is_read_back_as_itself_and_nothing_of_the_path_is_kept(labels, rest):
    host = ".".join([*labels, "example"])
    known = site_name(f"https://{host}/{rest}")
    assert known == host.removeprefix("www.")
    assert site_name(f"https://{known}") == known


@given(st.text(max_size=80))
def test_no_text_breaks_it_and_what_it_gives_is_a_name(text):
    for address in (text, f"https://{text}", f"https://{text}.example/"):
        known = site_name(address)
        assert known is None or (known == known.lower() and "." in known and len(known) <= 253)
