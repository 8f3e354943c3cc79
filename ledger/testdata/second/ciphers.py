"""Ciphers, from FIPS 197, SP 800-38D, RFC 5869, RFC 7748 and RFC 8439, with nothing but
whole numbers.

Slow, and not in constant time: for reading what one may read anyway.
"""

import hashlib
import hmac

from base import must


def _doubled(a):
    return (a << 1) ^ (0x11B if a & 0x80 else 0)


def _box():
    """The table of FIPS 197, section 5.1.1, from its definition."""
    box, p, q = [0] * 256, 1, 1
    while True:
        p ^= _doubled(p)  # times 3
        for shift in (1, 2, 4):  # divided by 3
            q ^= q << shift
        q &= 0xFF
        q ^= 0x09 if q & 0x80 else 0
        x = q
        for turn in range(1, 5):
            x ^= (q << turn | q >> 8 - turn) & 0xFF
        box[p] = x ^ 0x63
        if p == 1:
            break
    box[0] = 0x63
    return box


BOX = _box()
TWICE = [_doubled(b) for b in BOX]


class AES256:
    def __init__(self, key):
        words, rcon = [list(key[i:i + 4]) for i in range(0, 32, 4)], 1
        for i in range(8, 60):
            t = words[-1]
            if i % 8 == 0:
                t = [BOX[b] for b in t[1:] + t[:1]]
                t[0] ^= rcon
                rcon = _doubled(rcon)
            elif i % 8 == 4:
                t = [BOX[b] for b in t]
            words.append([a ^ b for a, b in zip(words[i - 8], t)])
        self.rounds = [sum(words[i:i + 4], []) for i in range(0, 60, 4)]

    def block(self, data):
        s = [a ^ b for a, b in zip(data, self.rounds[0])]
        for keys in self.rounds[1:-1]:
            out = []
            for c in range(0, 16, 4):
                at = [s[c], s[(c + 5) % 16], s[(c + 10) % 16], s[(c + 15) % 16]]
                one, two = [BOX[b] for b in at], [TWICE[b] for b in at]
                for r in range(4):
                    out.append(two[r] ^ two[(r + 1) % 4] ^ one[(r + 1) % 4] ^ one[(r + 2) % 4] ^ one[(r + 3) % 4])
            s = [a ^ b for a, b in zip(out, keys)]
        s = [BOX[s[(c + 5 * r) % 16]] for c in range(0, 16, 4) for r in range(4)]
        return bytes(a ^ b for a, b in zip(s, self.rounds[-1]))


def aes_gcm(key, nonce, sealed, associated=b""):
    """Opens AES-256-GCM with a nonce of 12 bytes and the tag at the end."""
    must(len(sealed) >= 16, "cut short")
    aes, body = AES256(key), sealed[:-16]
    h, bits = int.from_bytes(aes.block(bytes(16)), "big"), []
    for _ in range(128):  # what each bit comes to, from the highest
        bits.append(h)
        h = h >> 1 ^ (0xE1 << 120 if h & 1 else 0)
    tables = []  # and each byte
    for at in range(0, 128, 8):
        table = [0]
        for bit in bits[at:at + 8][::-1]:
            table += [bit ^ t for t in table]
        tables.append(table)

    def filled(b):
        return b + bytes(-len(b) % 16)

    y, hashed = 0, filled(associated) + filled(body) + (8 * len(associated)).to_bytes(8, "big") + (8 * len(body)).to_bytes(8, "big")
    for i in range(0, len(hashed), 16):
        x, y = (y ^ int.from_bytes(hashed[i:i + 16], "big")).to_bytes(16, "big"), 0
        for table, byte in zip(tables, x):
            y ^= table[byte]
    tag = bytes(a ^ b for a, b in zip(aes.block(nonce + b"\0\0\0\1"), y.to_bytes(16, "big")))
    must(hmac.compare_digest(tag, sealed[-16:]), "it does not open: changed, or another's key")
    stream = b"".join(aes.block(nonce + (2 + i).to_bytes(4, "big")) for i in range((len(body) + 15) // 16))
    return bytes(a ^ b for a, b in zip(body, stream))


def hkdf(secret, salt, info):
    """HKDF-SHA-256, 32 bytes of it."""
    inner = hmac.digest(salt or bytes(32), secret, "sha256")
    return hmac.digest(inner, info + b"\1", "sha256")


PRIME = 2**255 - 19


def x25519(scalar, point):
    k = int.from_bytes(scalar, "little") & ~7 & (1 << 255) - 1 | 1 << 254
    x1 = int.from_bytes(point, "little") & (1 << 255) - 1
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for t in range(254, -1, -1):
        bit = k >> t & 1
        if swap ^ bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a, c * b, a * a, b * b
        x3, z3 = (da + cb) ** 2 % PRIME, x1 * (da - cb) ** 2 % PRIME
        e = aa - bb
        x2, z2 = aa * bb % PRIME, e * (aa + 121665 * e) % PRIME
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, -1, PRIME) % PRIME if z2 % PRIME else 0).to_bytes(32, "little")


def _quarter(s, a, b, c, d):
    for p, q, r, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        s[p] = s[p] + s[q] & 0xFFFFFFFF
        x = s[r] ^ s[p]
        s[r] = (x << turn | x >> 32 - turn) & 0xFFFFFFFF


def _chacha(key, count, nonce):
    first = [int.from_bytes((b"expand 32-byte k" + key + count.to_bytes(4, "little") + nonce)[i:i + 4], "little") for i in range(0, 64, 4)]
    s = list(first)
    for _ in range(10):
        for i in range(4):
            _quarter(s, i, i + 4, i + 8, i + 12)
        for i in range(4):
            _quarter(s, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4)
    return b"".join((a + b & 0xFFFFFFFF).to_bytes(4, "little") for a, b in zip(s, first))


def chacha20_poly1305(key, nonce, sealed):
    """Opens ChaCha20-Poly1305 with nothing associated."""
    must(len(sealed) >= 16, "cut short")
    body = sealed[:-16]
    once = _chacha(key, 0, nonce)
    r, acc = int.from_bytes(once[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF, 0
    hashed = body + bytes(-len(body) % 16) + bytes(8) + len(body).to_bytes(8, "little")
    for i in range(0, len(hashed), 16):
        acc = (acc + int.from_bytes(hashed[i:i + 16] + b"\1", "little")) * r % (2**130 - 5)
    tag = (acc + int.from_bytes(once[16:32], "little") & (1 << 128) - 1).to_bytes(16, "little")
    must(hmac.compare_digest(tag, sealed[-16:]), "it does not open: changed, or another's key")
    stream = b"".join(_chacha(key, 1 + i, nonce) for i in range((len(body) + 63) // 64))
    return bytes(a ^ b for a, b in zip(body, stream))
