"""The neutral order of leaders."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from app.domain.draw_order import draw_hash, draw_order

SLUGS = st.lists(st.text("abcdefghij-", min_size=1, max_size=8), max_size=15)


def test_anybody_can_redo_the_draw():
    assert draw_hash("littoral-2026", "savard") == hashlib.sha256(b"littoral-2026:savard").hexdigest()


@given(SLUGS, st.randoms())
def test_the_order_in_which_leaders_come_changes_nothing(slugs, random):
    shuffled = list(slugs)
    random.shuffle(shuffled)
    assert draw_order("campagne", slugs) == draw_order("campagne", shuffled)
    assert sorted(draw_order("campagne", slugs)) == sorted(set(slugs))


def test_each_campaign_has_its_own_draw():
    leaders = [f"leader-{n}" for n in range(8)]
    assert len({draw_order(f"campagne-{n}", leaders) for n in range(6)}) > 1


@given(st.integers(0, 30), st.integers(0, 30))
def test_nobody_is_first_more_often_for_the_name(first, second):
    names = [f"name-{first}", f"name-{second}"]
    wins = sum(draw_order(f"campagne-{n}", names)[0] == names[0] for n in range(64))
    assert first == second or 12 < wins < 52
