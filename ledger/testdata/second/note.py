"""Checkpoints, witnesses and trust files: sections 8 and 9."""

import base64
import re

from base import LAST, must, name, number, origin, sha, text, u, unbase
from curves import ed25519
from envelope import Key
from mldsa import mldsa44


class Verifier:
    """A signed-note key: the log's (type 1) or a witness's (4 or 6)."""

    def __init__(self, line, types):
        self.name, hashed, key = (line.split("+", 2) + ["", ""])[:3]
        raw = unbase(key)
        must(raw and raw[0] in types and len(raw) == {1: 33, 4: 33, 6: 1313}[raw[0]], "not a key of that kind")
        must(self.name and not re.search(r"[\s+]", self.name), "not a name")
        self.kind, self.public = raw[0], raw[1:]
        self.hash = sha(self.name.encode(), b"\n", raw)[:4]
        must(hashed == self.hash.hex(), "a key that is not its hash's")

    def check(self, body, sig):
        """Checks a signature over a checkpoint's text, and gives its time, 0 for the log."""
        if self.kind == 1:
            must(ed25519(self.public, body, sig), "the signature of %s is wrong" % self.name)
            return 0
        must(len(sig) == {4: 72, 6: 2428}[self.kind], "a cosignature of another length")
        time = int.from_bytes(sig[:8], "big")
        must(time <= LAST, "a time after the year 9999")
        if self.kind == 4:
            good = ed25519(self.public, b"cosignature/v1\ntime %d\n" % time + body, sig[8:])
        else:
            of, size, root = body.decode().split("\n")[:3]
            own, of = self.name.encode(), of.encode()
            message = b"subtree/v1\n\0" + u(len(own), 1) + own + sig[:8] + u(len(of), 1) + of + u(0, 8) + u(int(size), 8) + base64.b64decode(root)
            good = mldsa44(self.public, message, sig[8:])
        must(good, "the cosignature of %s is wrong" % self.name)
        return time


def read_checkpoint(note, trust):
    """Size, root and times of cosignatures of a signed checkpoint."""
    must(len(note) <= 128 << 10, "a checkpoint too long")
    body, gap, lines = text(note).partition("\n\n")
    head = body.split("\n")
    must(gap and len(head) == 3 and not re.search(r"[\x00-\x09\x0b-\x1f]", text(note)), "not a checkpoint of three lines")
    must(head[0] == trust.origin, "a checkpoint of another log")
    size, root = number(head[1]), unbase(head[2], 32)
    must(lines.endswith("\n"), "a checkpoint cut short")
    known = {(v.name, v.hash): v for v in [trust.log, *trust.witnesses.values()]}
    times = {}
    signed = lines[:-1].split("\n")
    must(len(signed) <= 100, "too many signatures")
    for line in signed:
        m = re.fullmatch(r"— ([^\s+]+) ([^ ]+)", line)
        must(m, "no line of a signature")
        sig = unbase(m[2])
        must(len(sig) > 4, "no signature")
        v = known.get((m[1], sig[:4]))
        if v and v not in times:
            times[v] = v.check((body + "\n").encode(), sig[4:])
    must(trust.log in times, "the log did not sign")
    del times[trust.log]
    return size, root, times


class Trust:
    def __init__(self, data):
        must(len(data) <= 256 << 10, "a trust file too long")
        must(data.endswith(b"\n"), "a trust file cut short")
        lines = [line.split(" ") for line in text(data)[:-1].split("\n")]
        self.data, self.witnesses, self.groups, self.desks, self.authors = data, {}, {}, [], []

        def take(word, n):
            must(lines and lines[0][0] == word and len(lines[0]) == n, "the line %r is not where it has to be" % word)
            return lines.pop(0)[1:]

        def more(word):
            return lines and lines[0][0] == word

        take("surety-trust/1", 1)
        self.origin = origin(take("origin", 2)[0])
        self.log = Verifier(take("log", 2)[0], (1,))
        must(self.log.name == self.origin, "the log's key is named otherwise")
        while more("desk") or not self.desks:
            self.desks.append(Key(take("desk", 2)[0]))
        must(len(self.desks) <= 65 and len({k.line for k in self.desks}) == len(self.desks), "too many desks, or one twice")
        must(all(k.domain is None for k in self.desks), "a desk with a passkey")
        must(re.fullmatch("[0-9a-f]{64}", take("charter", 2)[0]), "no digest of a charter")
        must(take("exercise", 2)[0] in ("yes", "no"), "neither yes nor no")
        self.quorum = "none"
        if more("witnesses"):
            must(take("witnesses", 2) == ["none"], "not none")
        else:
            while more("witness"):
                n, key = take("witness", 3)
                must(name(n, 64) != "none" and n not in self.witnesses, "a name twice")
                self.witnesses[n] = Verifier(key, (4, 6))
            keys = {v.public for v in self.witnesses.values()}
            must(len(keys) == len(self.witnesses), "a key under two names")
            while more("group"):
                must(len(lines[0]) >= 4, "a group of nobody")
                n, k, *members = take("group", len(lines[0]))
                must(name(n, 64) != "none" and n not in self.witnesses and n not in self.groups, "a name twice")
                must(len(set(members)) == len(members) and all(m in self.witnesses or m in self.groups for m in members), "a member twice, or not named before")
                must(1 <= number(k) <= len(members), "no such number of members")
                self.groups[n] = (number(k), members)
            must(len(self.witnesses) <= 64 and len(self.groups) <= 64, "too many witnesses or groups")
            self.quorum = take("quorum", 2)[0]
            must(self.quorum in ("none", *self.witnesses, *self.groups), "a quorum that is not named before")
        while more("author"):
            n, key = take("author", 3)
            self.authors.append((name(n, 64), Key(key)))
        keys = [k.line for k in self.desks + [k for _, k in self.authors]]
        must(len(self.authors) <= 256 and len(set(keys)) == len(keys), "too many authors, or a key twice")
        must(not lines, "more than a trust file has")

    def when(self, times, who=None):
        """The moment by which who (the quorum) had cosigned, None if not yet (section 10)."""
        who = who or self.quorum
        if who == "none":
            return 0
        if who in self.witnesses:
            return times.get(self.witnesses[who])
        k, members = self.groups[who]
        done = sorted(t for t in (self.when(times, m) for m in members) if t is not None)
        return done[k - 1] if len(done) >= k else None

    def enough(self, times):
        at = self.when(times)
        must(at is not None, "not enough witnesses have signed")
        return at


def words(digest):
    b, out = sha(b"surety/v1/words\0", digest), []
    for n in (int.from_bytes(b[i:i + 2], "big") for i in range(0, 16, 2)):
        c, v = "bdfghjklmnprstvz", "aiou"
        out.append(c[n >> 12] + v[n >> 10 & 3] + c[n >> 6 & 15] + v[n >> 4 & 3] + c[n & 15])
    return " ".join(out)


def digits(digest):
    s = "%040d" % (int.from_bytes(digest, "big") % 10**40)
    return " ".join(s[i:i + 5] for i in range(0, 40, 5))
