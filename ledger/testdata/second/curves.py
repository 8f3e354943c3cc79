"""Signatures, from RFC 8032 and FIPS 186-5, with nothing but whole numbers.

Slow, and not in constant time: for checking public signatures only.
"""

import hashlib

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
I = pow(2, (P - 1) // 4, P)


def _x(y, sign):
    xx = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(xx, (P + 3) // 8, P)
    if (x * x - xx) % P:
        x = x * I % P
    if (x * x - xx) % P or (x == 0 and sign):
        return None
    return P - x if x & 1 != sign else x


def _point(b):
    n = int.from_bytes(b, "little")
    y, sign = n & ((1 << 255) - 1), n >> 255
    x = _x(y, sign) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def _plus(a, b):
    p, q = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    r, s = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = q - p, s - r, s + r, q + p
    return (e * f % P, g * h % P, f * g % P, e * h % P)


BASE = _point((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


def ed25519(key, message, sig):
    """Whether sig is a signature over message by a key of 32 bytes."""
    if len(key) != 32 or len(sig) != 64:
        return False
    a, s = _point(key), int.from_bytes(sig[32:], "little")
    if a is None or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(sig[:32] + key + message).digest(), "little") % L
    minus = (P - a[0], a[1], 1, P - a[3])
    both, out = _plus(BASE, minus), (0, 1, 1, 0)
    for bit in range(255, -1, -1):  # s B - h A, both at once
        out = _plus(out, out)
        which = (s >> bit & 1, h >> bit & 1)
        if any(which):
            out = _plus(out, {(1, 0): BASE, (0, 1): minus, (1, 1): both}[which])
    z = pow(out[2], -1, P)
    x, y = out[0] * z % P, out[1] * z % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == sig[:32]


Q = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
B = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
G = (0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
     0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5)


def _add(a, b):
    if a is None or b is None:
        return b if a is None else a
    if a[0] == b[0] and (a[1] + b[1]) % Q == 0:
        return None
    if a == b:
        m = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, Q)
    else:
        m = (b[1] - a[1]) * pow(b[0] - a[0], -1, Q)
    x = (m * m - a[0] - b[0]) % Q
    return x, (m * (a[0] - x) - a[1]) % Q


def _times(n, a):
    out = None
    while n:
        out = _add(out, a) if n & 1 else out
        a, n = _add(a, a), n >> 1
    return out


def _integers(der):
    """The two whole numbers of an ECDSA signature in DER, or None."""
    if len(der) < 8 or der[0] != 0x30 or der[1] != len(der) - 2 or der[1] > 127:
        return None
    out, at = [], 2
    while at < len(der):
        if der[at] != 2 or at + 2 > len(der):
            return None
        n = der[at + 1]
        body = der[at + 2:at + 2 + n]
        if len(body) != n or n == 0 or body[0] > 127 or (n > 1 and body[0] == 0 and body[1] < 128):
            return None
        out.append(int.from_bytes(body, "big"))
        at += 2 + n
    return out if len(out) == 2 else None


def es256(key, message, sig):
    """Whether sig (DER) is a signature over message by an uncompressed point of P-256."""
    if len(key) != 65 or key[0] != 4:
        return False
    a = (int.from_bytes(key[1:33], "big"), int.from_bytes(key[33:], "big"))
    if max(a) >= Q or (a[1] ** 2 - a[0] ** 3 + 3 * a[0] - B) % Q:
        return False
    both = _integers(sig)
    if both is None or not all(0 < n < N for n in both):
        return False
    r, s = both
    w, e = pow(s, -1, N), int.from_bytes(hashlib.sha256(message).digest(), "big")
    point = _add(_times(e * w % N, G), _times(r * w % N, a))
    return point is not None and point[0] % N == r
