"""What every format has in common: section 1 of docs/format.md, canonical JSON among it."""

import base64
import binascii
import hashlib
import json
import re
import unicodedata


LAST = 253402300799  # the last second of the year 9999, the latest time that any format has


class Wrong(Exception):
    """What does not fit, in words."""


def must(ok, what):
    if not ok:
        raise Wrong(what)


def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def u(n, size):
    return n.to_bytes(size, "big")


def text(b):
    try:
        return b.decode("utf-8")
    except UnicodeDecodeError:
        raise Wrong("not UTF-8")


def unbase(s, size=None):
    """Section 1: standard alphabet, padded, unused bits zero."""
    must(isinstance(s, str), "not base64")
    try:
        b = base64.b64decode(s, validate=True)
    except (binascii.Error, ValueError):
        raise Wrong("not base64")
    must(base64.b64encode(b).decode() == s, "base64 in another spelling")
    must(size is None or len(b) == size, "base64 of another length")
    return b


def number(s, most=2**63 - 1):
    must(re.fullmatch("0|[1-9][0-9]{0,18}", s, re.ASCII) and int(s) <= most, "not a number: %.30r" % s)
    return int(s)


def name(s, most):
    must(1 <= len(s.encode()) <= most, "a name of another length")
    must(all(unicodedata.category(c)[0] in "LMNPS" for c in s), "not a name: %.60r" % s)
    return s


def origin(s):
    must("+" not in s, "an origin with +")
    return name(s, 200)


# Canonical JSON, section 1.

def pairs(members):
    must(len({k for k, _ in members}) == len(members), "a key twice")
    return dict(members)


def written(v):
    if isinstance(v, dict):
        keys = sorted(v, key=lambda k: k.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(written(k) + ":" + written(v[k]) for k in keys) + "}"
    if isinstance(v, list):
        return "[" + ",".join(map(written, v)) + "]"
    must(not isinstance(v, float), "a number with a fraction or an exponent")
    must(not isinstance(v, int) or abs(v) < 2**53, "a number too large")
    return json.dumps(v, ensure_ascii=False)


def depth(v):
    inner = v.values() if isinstance(v, dict) else v if isinstance(v, list) else None
    return 0 if inner is None else 1 + max(map(depth, inner), default=0)


def refuse(_):
    raise Wrong("no JSON")


def load(s):
    try:
        return json.loads(s, object_pairs_hook=pairs, parse_constant=refuse)
    except (ValueError, RecursionError):
        raise Wrong("not JSON")


def canonical(s, members=None):
    v = load(s)
    must(depth(v) <= 16, "nested too deep")
    try:
        must(written(v).encode() == s.encode(), "not canonical")
    except UnicodeEncodeError:
        raise Wrong("half a surrogate pair")
    must(members is None or isinstance(v, dict) and set(v) == set(members.split()), "not the members that it has to have")
    return v


def integer(v, most=2**53 - 1):
    must(type(v) is int and 0 <= v <= most, "not a whole number in its range")
    return v
