"""Network addresses, as those who come from them are counted."""

from __future__ import annotations

from ipaddress import IPv6Address, IPv6Network, ip_address

# What one home or one phone is given: who has it can take any address in it.
_HOME_BITS = 64


def counted_address(address: str) -> str:
    """Return the address by which tries are counted: an IPv6 one stands for its whole home network."""
    try:
        known = ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(IPv6Network((known, _HOME_BITS), strict=False))
