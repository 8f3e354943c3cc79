"""Keys, signatures, envelopes, openings and leaves: sections 3 to 7."""

import base64
import json
import re

from base import LAST, canonical, load, must, name, origin, sha, text, u, unbase, written
from curves import ed25519, es256
from mldsa import mldsa44


# Keys and signatures, sections 5 and 6.

SIZES = {"ed25519": 32, "ml-dsa-44": 1312, "es256": 65}


class Key:
    def __init__(self, line):
        parts = line.split(":")
        must(len(parts) in (2, 3) and parts[0] in SIZES, "not a public key")
        self.line, self.algorithm = line, parts[0]
        self.public = unbase(parts[1], SIZES[parts[0]])
        self.domain = parts[2] if len(parts) == 3 else None
        must((self.domain is None) <= (self.algorithm != "es256"), "a key without its domain")
        must(self.domain is None or self.algorithm != "ml-dsa-44", "a passkey of another algorithm")
        if self.domain is not None:
            must(re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)*", self.domain, re.ASCII) and len(self.domain) <= 253, "not a domain")
        self.id = sha(b"surety/v1/key\0", line.encode())

    def verifies(self, message, sig):
        return {"ed25519": ed25519, "es256": es256, "ml-dsa-44": mldsa44}[self.algorithm](self.public, message, sig)


def pae(kind, body):
    return b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(body), body)


ENVELOPE = b"application/vnd.surety.envelope.v1+json"


def assertion(key, message, sig):
    """A passkey's signature, section 5."""
    parts, rest = [], sig
    for _ in range(3):
        n = int.from_bytes(rest[:2], "big")
        must(len(rest) >= 2 + n, "an assertion cut short")
        parts.append(rest[2:2 + n])
        rest = rest[2 + n:]
    must(not rest, "something behind the assertion")
    a, c, s = parts
    client = load(text(c))
    must(isinstance(client, dict) and client.get("type") == "webauthn.get", "not an assertion")
    must(client.get("challenge") == base64.urlsafe_b64encode(sha(message)).decode().rstrip("="), "an assertion of something else")
    must("crossOrigin" not in client or client["crossOrigin"] is False, "from another page")
    scheme = "https?" if key.domain == "localhost" else "https"
    m = re.fullmatch(scheme + r"://([^/:]+)(:[0-9]+)?", str(client.get("origin")), re.ASCII)
    must(m and (m[1] == key.domain or m[1].endswith("." + key.domain)), "from another domain")
    must(len(a) >= 37 and a[:32] == sha(key.domain.encode()), "for another domain")
    must(a[32] & 0b101 == 0b101 and not a[32] & 0x40, "nobody was there, or nobody in particular")
    must(a[32] & 0x80 or len(a) == 37, "something behind the authenticator's data")
    must(key.verifies(a + sha(c), s), "the signature does not verify")


def signature(s, envelope, key):
    """Checks the signature (section 5) of an envelope, and gives the commitment's part."""
    sig = canonical(s, "algorithm key mode sig")
    must(sig["mode"] in ("own", "passkey", "desk"), "no mode of signing")
    must(sig["mode"] == envelope["mode"] and sig["key"] == envelope["key"], "another mode or key than the envelope says")
    must(sig["algorithm"] == key.algorithm and unbase(sig["key"], 32) == key.id, "another key or algorithm")
    must((sig["mode"] == "passkey") == (key.domain is not None), "a key of the other kind")
    raw = unbase(sig["sig"])
    must(0 < len(raw) <= 8 << 10, "a signature of no possible length")
    message = pae(ENVELOPE, envelope["bytes"])
    if key.domain is not None:
        assertion(key, message, raw)
    else:
        must(key.verifies(message, raw), "the signature does not verify")


# Envelope, openings, leaf, sections 3, 4 and 7.

def read_envelope(s):
    raw = s.encode()
    must(len(raw) <= 256 << 10, "the envelope is too long")
    e = canonical(s, "control digests id key mode origin pad version")
    must(isinstance(e["control"], dict) and len(written(e["control"]).encode()) <= 64 << 10, "the control header is not one")
    must(isinstance(e["digests"], list), "no digests")
    digests = [unbase(d, 32) for d in e["digests"]]
    must(len(digests) in [8 << n for n in range(8)] and digests == sorted(set(digests)), "digests out of order, or of no number that there is")
    must(isinstance(e["id"], str) and re.fullmatch("[0-9a-f]{32}", e["id"]), "no id")
    unbase(e["key"], 32)
    must(e["mode"] in ("own", "passkey", "desk"), "no mode of signing")
    must(isinstance(e["origin"], str), "no origin")
    origin(e["origin"])
    must(isinstance(e["pad"], str) and re.fullmatch(r"\.{0,511}", e["pad"]) and len(raw) % 512 == 0, "padded otherwise")
    must(type(e["version"]) is int and e["version"] == 1, "another version")
    return e | {"digests": digests, "bytes": raw}


def openings(all_of_them, envelope):
    must(isinstance(all_of_them, list) and len(all_of_them) <= 1024, "too many openings")
    seen, total = {}, 0
    for o in all_of_them:
        must(isinstance(o, dict) and set(o) == {"path", "salt", "value"} and isinstance(o["path"], str) and isinstance(o["value"], str), "not an opening")
        path, value = name(o["path"], 256).encode(), o["value"].encode()
        total += len(value)
        must(len(value) <= 1 << 20 and total <= 4 << 20, "values too long")
        try:
            json.dumps(load(o["value"]), ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise Wrong("half a surrogate pair")
        must(o["path"] not in seen, "a path opened twice")
        seen[o["path"]] = o["value"]
        d = sha(b"surety/v1/field\0", unbase(o["salt"], 32), u(len(path), 4), path, u(len(value), 8), value)
        must(d in envelope["digests"], "the field %s is not in the envelope" % o["path"])
    return seen


def commitment(envelope, sig, salt):
    raw = sig.encode()
    return sha(b"surety/v1/commitment\0", salt, sha(pae(ENVELOPE, envelope["bytes"])), u(len(raw), 4), raw)


def leaf(of, kind, time, committed):
    must(kind in (1, 2) and time <= LAST, "no leaf's class or time")
    return u(1, 1) + u(len(of.encode()), 1) + of.encode() + u(kind, 1) + u(time, 8) + committed
