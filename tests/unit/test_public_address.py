"""Only addresses of the public internet are visited: every special range of IANA's registries stays out."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.domain.public_address import is_public_address

# The registries as they stood in 2026, with multicast and the deprecated site-local and compatible ranges.
IPV4_SPECIAL = (
    "0.0.0.0/8", "0.0.0.0/32", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
    "172.16.0.0/12", "192.0.0.0/24", "192.0.0.0/29", "192.0.0.8/32", "192.0.0.9/32", "192.0.0.10/32",
    "192.0.0.170/32", "192.0.0.171/32", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24",
    "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "255.255.255.255/32",
)  # fmt: skip
IPV6_SPECIAL = (
    "::/128", "::1/128", "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
    "100:0:0:1::/64", "2001::/23", "2001::/32", "2001:1::1/128", "2001:1::2/128", "2001:1::3/128",
    "2001:2::/48", "2001:3::/32", "2001:4:112::/48", "2001:10::/28", "2001:20::/28", "2001:30::/28",
    "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10",
    "fec0::/10", "ff00::/8",
)  # fmt: skip
SPECIAL = tuple(ip_network(one) for one in (*IPV4_SPECIAL, *IPV6_SPECIAL))

every_range = pytest.mark.parametrize("network", SPECIAL, ids=str)
ipv4 = st.integers(0, 2**32 - 1).map(IPv4Address)
ipv6 = st.integers(0, 2**128 - 1).map(IPv6Address)


@every_range
def test_the_ends_and_the_middle_of_a_special_range_are_not_public(
    network: IPv4Network | IPv6Network,
) -> None:
    for address in (network[0], network[network.num_addresses // 2], network[-1]):
        assert not is_public_address(address), address


@given(network=st.sampled_from(SPECIAL), place=st.floats(0, 1, exclude_max=True))
def test_nothing_inside_a_special_range_is_public(network: IPv4Network | IPv6Network, place: float) -> None:
    assert not is_public_address(network[int(place * network.num_addresses)])


@given(ipv4)
def test_an_ipv4_address_is_public_unless_it_is_special(address: IPv4Address) -> None:
    is_special = any(address in one for one in SPECIAL if isinstance(one, IPv4Network))
    assert is_public_address(address) == (not is_special)
    # The standard library is older and laxer than the registries, never stricter.
    if is_public_address(address):
        assert address.is_global
        assert not address.is_multicast


@given(ipv6 | st.integers(0x2000 << 112, (0x4000 << 112) - 1).map(IPv6Address))
def test_an_ipv6_address_is_public_only_among_those_that_are_given_out(address: IPv6Address) -> None:
    is_given = address in IPv6Network("2000::/3")
    is_special = any(address in one for one in SPECIAL if isinstance(one, IPv6Network))
    assert is_public_address(address) == (is_given and not is_special)


@given(ipv4)
@example(IPv4Address("8.8.8.8"))
@example(IPv4Address("127.0.0.1"))
@example(IPv4Address("169.254.169.254"))
def test_no_ipv4_address_comes_in_under_an_ipv6_one(address: IPv4Address) -> None:
    number = int(address)
    hidden = (
        0xFFFF << 32 | number,  # mapped
        number,  # compatible, of old
        0x64FF9B << 96 | number,  # NAT64
        0x64FF9B0001 << 80 | number,  # NAT64 of a local network
        0x2002 << 112 | number << 80,  # 6to4
        0x20010000 << 96 | number ^ 0xFFFFFFFF,  # Teredo
        0xFFFF0000 << 32 | number,  # translated
    )
    assert not any(is_public_address(IPv6Address(one)) for one in hidden)


@pytest.mark.parametrize(
    "address",
    [
        *("8.8.8.8", "1.1.1.1", "192.0.1.1", "172.15.255.255", "172.32.0.0", "100.63.0.1", "100.128.0.1"),
        *("2606:4700::1111", "2a00:1450:4009::200e"),
    ],
)
def test_where_blogs_live_is_public(address: str) -> None:
    assert is_public_address(ip_address(address))


def test_an_address_of_one_cable_is_not_public_whatever_it_looks_like() -> None:
    assert not is_public_address(ip_address("2606:4700::1111%eth0"))
