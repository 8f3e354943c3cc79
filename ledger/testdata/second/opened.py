"""What is encrypted, and who can open it: section 11."""

import base64
import hmac
import json

from base import Wrong, canonical, must, sha, text, u, unbase
from ciphers import aes_gcm, chacha20_poly1305, hkdf, x25519
from envelope import Key, openings, read_envelope, signature


def unsealed(key, data, associated):
    must(len(data) >= 29 and data[0] == 1, "cut short, or of another version")
    return aes_gcm(key, data[1:13], data[13:], associated)


def payload(key, id, data):
    """The openings of an entry, and their text."""
    plain = unsealed(key, data, b"surety/v1/payload\0" + id.encode())
    length = int.from_bytes(plain[:4], "big")
    must(len(plain) >= 4 + length and len(plain) == (4 + length + 255) // 256 * 256, "padded to another length")
    must(not any(plain[4 + length:]), "padded with something")
    said = text(plain[4:4 + length])
    return canonical(said), said


def unwrapped(shared, audience, epoch, id, data):
    key = unsealed(shared, data, b"surety/v1/wrap\0" + b"\0".join(p.encode() for p in (audience, str(epoch), id)))
    must(len(key) == 32, "a key of another length")
    return key


def audience(seats):
    return sha(b"surety/v1/audience\0", "\0".join(sorted(seats)).encode())[:16].hex()


def file(key, data):
    """A file of evidence."""
    must(data[:14] == b"surety-file/1\n" and len(data) >= 30, "not a file of evidence, or cut short")
    own, body, out, n = hkdf(key, data[14:30], b"surety/v1/file\0"), data[30:], b"", 0
    while True:
        chunk, body = body[:65536 + 16], body[65536 + 16:]
        plain = aes_gcm(own, u(n, 11) + (b"\0" if body else b"\1"), chunk)
        must(plain or n == 0, "an empty chunk at the end")
        out, n = out + plain, n + 1
        if not body:
            return out


# age-encryption.org/v1, X25519.

def scalar(seed):
    return hkdf(seed, b"", b"surety/v1/reader\0")


def unpadded(s):
    b = base64.b64decode(s + "=" * (-len(s) % 4), validate=True)
    must(base64.b64encode(b).decode().rstrip("=") == s, "base64 in another spelling")
    return b


def age(identity, data):
    """What is sealed to an identity, 64 KiB at the most."""
    head, gap, rest = data.partition(b"\n--- ")
    lines = text(head).split("\n")
    must(gap and lines[0] == "age-encryption.org/v1", "not age")
    mac, line_end, body = rest.partition(b"\n")
    must(line_end, "cut short")
    try:
        mine, stanzas, at = x25519(identity, u(9, 1) + bytes(31)), [], 1
        while at < len(lines):
            must(lines[at].startswith("-> "), "not a recipient")
            words, wrapped, at = lines[at].split(" ")[1:], "", at + 1
            while True:
                must(at < len(lines) and len(lines[at]) <= 64, "a recipient cut short")
                wrapped, at = wrapped + lines[at], at + 1
                if len(lines[at - 1]) < 64:
                    break
            stanzas.append((words, unpadded(wrapped)))
        given = unpadded(text(mac))
    except ValueError:
        must(False, "not base64")
    must(stanzas, "sealed to nobody")
    for words, wrapped in stanzas:
        if len(words) != 2 or words[0] != "X25519":
            continue
        share = unpadded(words[1])
        must(len(share) == 32 and len(wrapped) == 32, "a recipient of another length")
        secret = x25519(identity, share)
        must(any(secret), "a recipient of low order")
        try:
            key = chacha20_poly1305(hkdf(secret, share + mine, b"age-encryption.org/v1/X25519"), bytes(12), wrapped)
        except Wrong:
            continue
        must(hmac.compare_digest(hmac.digest(hkdf(key, b"", b"header"), head + b"\n---", "sha256"), given), "another head")
        must(16 + 16 <= len(body) <= 16 + 65536 + 16, "of another length")
        return chacha20_poly1305(hkdf(key, body[:16], b"payload"), bytes(11) + b"\1", body[16:])
    must(False, "sealed to others")


# A sealed copy.

def line_of(s, members):
    v = json.loads(s)
    must(isinstance(v, dict) and " ".join(v) == members, "not the members in their order")
    again = json.dumps(v, ensure_ascii=False, separators=(",", ":")).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    must(again == s, "JSON in another spelling")
    return v


def whole(v, least=0):
    must(type(v) is int and least <= v < 2**63, "not a whole number")
    return v


def copy(data, seed, public):
    """What the key of a seed opens of a sealed copy: fields by entry, and how many stay closed."""
    try:
        return _copy(data, seed, public)
    except (ValueError, RecursionError):
        must(False, "not JSON")


def _copy(data, seed, public):
    said = text(data)
    must(said.endswith("\n"), "cut short")
    lines = said[:-1].split("\n")
    head = line_of(lines[0], "copy origin seat keys entries")
    must(head["copy"] == "surety-copy/1", "not a sealed copy")
    n, m = whole(head["keys"]), whole(head["entries"])
    must(len(lines) == 1 + n + m, "more or fewer lines than it says")
    held, identity, mine = {}, scalar(seed), Key(public).id.hex()
    entries = [line_of(s, "index envelope leaf_salt signature key audience epoch wrapped payload") for s in lines[1 + n:]]
    for s in lines[1:1 + n]:
        k = line_of(s, "audience epoch members")
        must(isinstance(k["members"], dict) and list(k["members"]) == sorted(k["members"]), "members out of order")
        sealed = {of: unbase(v) for of, v in k["members"].items()}
        if mine in sealed:
            key = age(identity, sealed[mine])
            must(len(key) == 32, "a key of another length")
            held[k["audience"], whole(k["epoch"])] = key
    fields, closed = {}, 0
    for e in entries:
        index, shared = whole(e["index"]), held.get((e["audience"], whole(e["epoch"])))
        wrapped, sealed, _ = unbase(e["wrapped"]), unbase(e["payload"]), unbase(e["leaf_salt"])
        if shared is None:
            closed += 1
            continue
        must(isinstance(e["envelope"], str) and isinstance(e["key"], str) and isinstance(e["signature"], str), "not a text")
        envelope = read_envelope(e["envelope"])
        signature(e["signature"], envelope, Key(e["key"]))
        must(envelope["origin"] == head["origin"], "of another log")
        key = unwrapped(shared, e["audience"], e["epoch"], envelope["id"], wrapped)
        fields.setdefault(str(index), []).extend(sorted(openings(payload(key, envelope["id"], sealed)[0], envelope)))
    return {"opened": fields, "closed": closed}
