"""Tells addresses of the public internet from those that lead into somebody's own network."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

Address = IPv4Address | IPv6Address

# The special-purpose registry of IANA (RFC 6890 and those after it), multicast, and what is reserved.
# A few of these can be reached from everywhere (anycast of DNS and relays): no blog lives there.
_SPECIAL_4 = tuple(
    IPv4Network(one)
    for one in (
        "0.0.0.0/8",  # this network
        "10.0.0.0/8",  # private
        "100.64.0.0/10",  # shared by the customers of a provider
        "127.0.0.0/8",  # this machine
        "169.254.0.0/16",  # this cable, and where clouds keep their secrets
        "172.16.0.0/12",  # private
        "192.0.0.0/24",  # protocols
        "192.0.2.0/24",  # documentation
        "192.31.196.0/24",  # AS112
        "192.52.193.0/24",  # AMT relays
        "192.88.99.0/24",  # 6to4 relays, of old
        "192.168.0.0/16",  # private
        "192.175.48.0/24",  # AS112
        "198.18.0.0/15",  # measuring of devices
        "198.51.100.0/24",  # documentation
        "203.0.113.0/24",  # documentation
        "224.0.0.0/4",  # multicast
        "240.0.0.0/4",  # reserved, and broadcast
    )
)
# All IPv6 addresses that anybody was given are in here; mapped IPv4, NAT64, loopback, local, site and
# multicast ones lie outside.
_GIVEN_6 = IPv6Network("2000::/3")
_SPECIAL_6 = tuple(
    IPv6Network(one)
    for one in (
        "2001::/23",  # protocols; Teredo hides an IPv4 address in it
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4 hides an IPv4 address
        "2620:4f:8000::/48",  # AS112
        "3fff::/20",  # documentation
    )
)


def is_public_address(address: Address) -> bool:
    """Tell whether an address is one of the public internet, and of nobody's own network.

    References
    ----------
    IANA IPv4 and IPv6 Special-Purpose Address Registries; RFC 4291 section 2.4.
    """
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _SPECIAL_4)
    if address.scope_id is not None:
        return False
    return address in _GIVEN_6 and not any(address in network for network in _SPECIAL_6)
