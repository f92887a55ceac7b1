"""Network addresses of devices: IPv4, IPv6, MAC.

Why it matters: an address is personal data for whoever can tell, with help, whose it is (CJEU C-582/14). What to do:
truncate IPv4 to /24 and IPv6 to /48, or drop it. Private, local and documentation addresses are no findings.
"""

from __future__ import annotations

import ipaddress
import re

from auditor.detectors.base import PatternDetector


def _is_public(value: str) -> bool:
    try:
        address = ipaddress.ip_address(value)
    except ValueError:
        return False
    # a last group of 0 is mostly a network or a version, of 255 a mask or broadcast
    # and four single digits are a heading
    host = address.version == 6 or not (value.endswith((".0", ".255")) or len(value) == len("1.2.3.4"))
    return host and not (address.is_loopback or address.is_unspecified or address.is_link_local or address.is_multicast)


def _is_device(value: str) -> bool:
    plain = re.sub(r"[:-]", "", value).lower()
    group_bit = int(plain[1], 16) & 1
    return not group_bit and len(set(plain)) > 2 and not plain.startswith("00005e0053")


_OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"

DETECTORS = (
    PatternDetector(
        id="ip.v4",
        entity="IP_ADDRESS",
        pattern=re.compile(rf"\d(?<![\w.-]\d)\d{{0,2}}\.(?:{_OCTET}\.){{2}}{_OCTET}(?![\w]|\.\d|-\d|/\d)"),
        score=0.9,
        context=(
            " ip ",
            "login",
            "logged",
            "client",
            "remote",
            "session",
            "address",
            "adresse",
            "visitor",
            "blocked",
            "from",
        ),
        context_score=1.0,
        validate=_is_public,
        digits=4,
        examples=("Login from «91.14.27.203» was not me", "IP=«185.7.3.9»;", "http://«62.4.9.17»:8080/x"),
        counterexamples=(
            "127.0.0.1",
            "section 1.2.3.4.5",
            "300.1.2.3",
            "192.168.0.0/16",
            "mask 255.255.255.0",
            "netmask 255.255.0.0",
        ),
    ),
    PatternDetector(
        id="ip.v6",
        entity="IP_ADDRESS",
        pattern=re.compile(
            r"[23](?<![\w:.][23])[0-9A-Fa-f]{3}:(?:[0-9A-Fa-f]{0,4}:){1,6}[0-9A-Fa-f]{0,4}(?![\w:]|\.\d|/\d)"
        ),
        score=1.0,
        validate=_is_public,
        keywords=("2", "3"),
        examples=("came from IP «2a02:8108:1:2f:0:ab:9:1» today", "«2a00:1450:4001::200e»"),
        counterexamples=("at 2024:10:11", "std::vector", "2000:1", "fe80::1"),
    ),
    PatternDetector(
        id="ip.mac",
        entity="MAC_ADDRESS",
        pattern=re.compile(
            r"[0-9A-Fa-f](?<![\w:.-][0-9A-Fa-f])[0-9A-Fa-f](?P<sep>[:-])(?:[0-9A-Fa-f]{2}(?P=sep)){4}[0-9A-Fa-f]{2}(?![\w:-])"
        ),
        score=0.95,
        validate=_is_device,
        digits=1,
        examples=("eth0 «3c:22:fb:9a:01:7e» up", "MAC «3C-22-FB-9A-01-7E»"),
        counterexamples=(
            "ff:ff:ff:ff:ff:ff",
            "00:00:00:00:00:00",
            "01:00:5e:00:00:fb",
            "12:34:56",
            "00:00:5E:00:53:01",
        ),
    ),
)
