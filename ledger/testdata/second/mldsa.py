"""ML-DSA-44 signatures, from FIPS 204 with nothing but whole numbers: to check public ones."""

import functools
import hashlib

Q, D, TAU, GAMMA1, GAMMA2, K, BETA, OMEGA = 8380417, 13, 39, 1 << 17, 95232, 4, 78, 80


def h(data, n):
    return hashlib.shake_256(data).digest(n)


ZETAS = [pow(1753, int("{:08b}".format(n)[::-1], 2), Q) for n in range(256)]


def ntt(w):
    w, m, length = list(w), 0, 128
    while length:
        for start in range(0, 256, 2 * length):
            m += 1
            for j in range(start, start + length):
                t = ZETAS[m] * w[j + length] % Q
                w[j], w[j + length] = (w[j] + t) % Q, (w[j] - t) % Q
        length //= 2
    return w


def back(w):
    w, m, length = list(w), 256, 1
    while length < 256:
        for start in range(0, 256, 2 * length):
            m -= 1
            for j in range(start, start + length):
                t = w[j]
                w[j], w[j + length] = (t + w[j + length]) % Q, (w[j + length] - t) * ZETAS[m] % Q
        length *= 2
    f = pow(256, -1, Q)
    return [x * f % Q for x in w]


def unpack(b, bits):
    n = int.from_bytes(b, "little")
    return [n >> bits * i & (1 << bits) - 1 for i in range(256)]


def pack(w, bits):
    return sum(x << bits * i for i, x in enumerate(w)).to_bytes(32 * bits, "little")


def uniform(seed):
    """RejNTTPoly."""
    out, stream = [], hashlib.shake_128(seed).digest(3 * 512)
    for i in range(0, len(stream), 3):
        n = int.from_bytes(stream[i:i + 3], "little") & 0x7FFFFF
        if n < Q:
            out.append(n)
    return out[:256]


def ball(seed):
    """SampleInBall."""
    c, stream, at = [0] * 256, h(seed, 1024), 8
    signs = int.from_bytes(stream[:8], "little")
    for i in range(256 - TAU, 256):
        while stream[at] > i:
            at += 1
        j, at = stream[at], at + 1
        c[i] = c[j]
        c[j] = 1 - 2 * (signs >> i + TAU - 256 & 1)
    return c


@functools.lru_cache(64)
def opened(key):
    """The matrix and t1 of a public key, ready to multiply with."""
    matrix = [[uniform(key[:32] + bytes([s, r])) for s in range(K)] for r in range(K)]
    t1 = [ntt([x << D for x in unpack(key[32 + 320 * r:352 + 320 * r], 10)]) for r in range(K)]
    return matrix, t1


def hints(b):
    """HintBitUnpack; None where it has to be refused."""
    out, at = [], 0
    for end in b[OMEGA:]:
        if not at <= end <= OMEGA or any(b[i] >= b[i + 1] for i in range(at, end - 1)):
            return None
        out.append(set(b[at:end]))
        at = end
    return None if any(b[at:OMEGA]) else out


def use(hint, r):
    """UseHint."""
    low = r % (2 * GAMMA2)
    low -= 2 * GAMMA2 if low > GAMMA2 else 0
    high, low = (0, low - 1) if r - low == Q - 1 else ((r - low) // (2 * GAMMA2), low)
    return (high + (1 if low > 0 else -1)) % 44 if hint else high


def mldsa44(key, message, sig):
    """Whether sig is a signature over message, with an empty context."""
    if len(key) != 1312 or len(sig) != 2420:
        return False
    challenge, hint = sig[:32], hints(sig[-84:])
    z = [[GAMMA1 - x for x in unpack(sig[32 + 576 * i:608 + 576 * i], 18)] for i in range(K)]
    if hint is None or max(abs(x) for row in z for x in row) >= GAMMA1 - BETA:
        return False
    matrix, t1 = opened(key)
    mu, c, z = h(h(key, 64) + b"\0\0" + message, 64), ntt(ball(challenge)), [ntt(row) for row in z]
    encoded = b""
    for r in range(K):
        w = back([(sum(matrix[r][s][i] * z[s][i] for s in range(K)) - c[i] * t1[r][i]) % Q for i in range(256)])
        encoded += pack([use(i in hint[r], x) for i, x in enumerate(w)], 6)
    return h(mu + encoded, 32) == challenge
