#!/usr/bin/env python3
"""A second implementation of the ledger's checks, from docs/format.md alone.

It shares no code with the program and needs nothing but Python's own library, so
that a page of the document which two readers could understand in two ways is found.

    second.py receipt FILE TRUST     one receipt (section 10)
    second.py log FOLDER TRUST       an exported log (sections 14 and 15)
    second.py promise FILE TRUST     a submission receipt (section 12)
    second.py entry FILE TRUST       a signed entry (section 12)
    second.py evidence FILE TRUST    what a witness kept (section 13)
    second.py words FILE             of a trust file (section 9)
    second.py copy FILE SEED PUBLIC  a sealed copy (section 11), with a key's seed in hex and its public line
    second.py many                   lines of JSON with kind, data and trust; an answer each
"""

import base64
import datetime
import json
import os
import re
import sys

import opened
from base import LAST, Wrong, canonical, integer, must, number, sha, text, u, unbase, written
from envelope import Key, commitment, leaf, openings, pae, read_envelope, signature
from note import Trust, digits, read_checkpoint, words


# Receipt, section 10.

def root_by_proof(hashed, index, size, path):
    """RFC 9162, section 2.1.3.2, which says RFC 6962's tree as steps."""
    must(index < size, "a place that the log does not have")
    f, s, r = index, size - 1, hashed
    for p in path:
        must(s > 0, "a proof too long")
        if f & 1 or f == s:
            r = sha(b"\1", p, r)
            while not f & 1 and f:
                f, s = f >> 1, s >> 1
        else:
            r = sha(b"\1", r, p)
        f, s = f >> 1, s >> 1
    must(s == 0, "a proof too short")
    return r


def receipt(data, trust):
    must(len(data) <= 16 << 20, "a receipt too long")
    head, gap, note = data.partition(b"\n\n")
    lines = text(head).split("\n")
    must(gap and lines[0] == "c2sp.org/tlog-proof@v1" and len(lines) >= 3, "not a receipt")
    must(lines[1].startswith("extra ") and lines[2].startswith("index "), "not the lines of a receipt")
    index, path = number(lines[2][6:]), [unbase(h, 32) for h in lines[3:]]
    must(len(path) <= 63, "a proof too long")
    extra = canonical(text(unbase(lines[1][6:])), "class envelope key leaf_salt openings signature time trust version")
    must(type(extra["version"]) is int and extra["version"] == 1, "another version")
    must(all(isinstance(extra[m], str) for m in "envelope key leaf_salt trust".split()), "not a text")
    envelope, key = read_envelope(extra["envelope"]), Key(extra["key"])
    must(envelope["origin"] == trust.origin, "of another log")
    size, root, times = read_checkpoint(note, trust)
    at = trust.enough(times)
    sig = written(extra["signature"])
    committed = commitment(envelope, sig, unbase(extra["leaf_salt"], 32))
    made = leaf(trust.origin, integer(extra["class"]), integer(extra["time"]), committed)
    must(root_by_proof(sha(b"\0", made), index, size, path) == root, "the proof does not lead to the checkpoint")
    must(unbase(envelope["key"], 32) == key.id, "another key than the envelope says")
    signature(sig, envelope, key)
    opened = openings(extra["openings"], envelope)
    return {"index": index, "size": size, "id": envelope["id"], "fields": sorted(opened), "witnessed": at}


# Signed entry, submission receipt and evidence, sections 12 and 13.

def entry(data, trust):
    must(data.endswith(b"\n") and len(data) <= 16 << 20, "not a signed entry")
    e = canonical(text(data[:-1]), "envelope key openings signature version")
    must(type(e["version"]) is int and e["version"] == 1, "another version")
    must(isinstance(e["envelope"], str) and isinstance(e["key"], str), "not a text")
    envelope = read_envelope(e["envelope"])
    signature(written(e["signature"]), envelope, Key(e["key"]))
    must(envelope["origin"] == trust.origin, "of another log")
    return {"id": envelope["id"], "fields": sorted(openings(e["openings"], envelope))}


def promise(data, trust):
    must(len(data) <= 8 << 10, "a submission receipt too long")
    lines = text(data).split("\n")
    must(len(lines) == 8 and lines[7] == "", "not seven lines")
    said = {}
    must(lines[0] == "surety-submission/1", "not a submission receipt")
    for line, word in zip(lines[1:7], "origin id commitment received include-by signature".split()):
        must(line.startswith(word + " "), "no line %r" % word)
        said[word] = line[len(word) + 1:]
    must(said["origin"] == trust.origin, "of another log")
    must(re.fullmatch("[0-9a-f]{32}", said["id"]) and re.fullmatch("[0-9a-f]{64}", said["commitment"]), "no id, or no commitment")
    for t in ("received", "include-by"):
        must(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", said[t], re.ASCII) and said[t] >= "1970", "no time")
        try:
            datetime.datetime.fromisoformat(said[t][:-1])
        except ValueError:
            raise Wrong("a time that there is not")
    must(said["received"] <= said["include-by"], "promised for before it was received")
    body = "".join(line + "\n" for line in lines[:6]).encode()
    sig, message = unbase(said["signature"]), pae(b"application/vnd.surety.submission.v1", body)
    must(any(k.verifies(message, sig) for k in trust.desks), "no desk of this log signed it")
    return {"id": said["id"], "include-by": said["include-by"], "words": words(sha(body))}


def evidence(data, trust):
    e = canonical(text(data), "first proof second seen version")
    must(type(e["version"]) is int and e["version"] == 1, "another version")
    integer(e["seen"], LAST)
    must(isinstance(e["proof"], list) and len(e["proof"]) <= 63, "a proof too long")
    must(len(data) <= 384 << 10 and all(isinstance(e[w], str) for w in ("first", "second")), "not two checkpoints")
    proof = [unbase(h, 32) for h in e["proof"]]
    (m, one, _), (n, two, _) = (read_checkpoint(e[w].encode(), trust) for w in ("first", "second"))
    must(m <= n and (m, one) != (n, two), "no contradiction")
    must(m == n or m > 0 and consistent(m, one, n, two, proof) is False, "the second continues the first")
    return {"sizes": [m, n], "final": m == n}


def consistent(m, one, n, two, path):
    """RFC 9162, section 2.1.4.2."""
    if not path:
        return False
    path = [one] + path if m & (m - 1) == 0 else list(path)
    f, s = m - 1, n - 1
    while f & 1:
        f, s = f >> 1, s >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if s == 0:
            return False
        if f & 1 or f == s:
            fr, sr = sha(b"\1", c, fr), sha(b"\1", c, sr)
            while not f & 1 and f:
                f, s = f >> 1, s >> 1
        else:
            sr = sha(b"\1", sr, c)
        f, s = f >> 1, s >> 1
    return fr == one and sr == two and s == 0


# An exported log, sections 8, 14 and 15.

def tile_path(n):
    out = "%03d" % (n % 1000)
    while n >= 1000:
        n //= 1000
        out = "x%03d/%s" % (n % 1000, out)
    return out


def log(folder, trust):
    def file(*parts):
        try:
            with open(os.path.join(folder, *parts), "rb") as f:
                return f.read()
        except OSError as e:
            raise Wrong("%s cannot be read: %s" % ("/".join(parts), e.strerror))

    size, root, times = read_checkpoint(file("checkpoint"), trust)
    at = trust.enough(times)
    leaves = []
    for n in range((size + 255) // 256):
        width = min(256, size - 256 * n)
        where, rest = tile_path(n) + (".p/%d" % width if width < 256 else ""), None
        rest = file("tile", "entries", where)
        for _ in range(width):
            length = int.from_bytes(rest[:2], "big")
            must(len(rest) >= 2 + length, "the bundle %s is cut short" % where)
            leaves.append(rest[2:2 + length])
            rest = rest[2 + length:]
        must(not rest, "something behind the bundle %s" % where)
    for i, data in enumerate(leaves):
        head = u(1, 1) + u(len(trust.origin.encode()), 1) + trust.origin.encode()
        must(data.startswith(head) and len(data) == len(head) + 41 and data[len(head)] in (1, 2), "entry %d is no leaf of this log" % i)
    level, hashes = 0, [sha(b"\0", data) for data in leaves]
    row, peaks = hashes, []
    while row:
        if level % 8 == 0:
            for n in range((len(row) + 255) // 256):
                part = row[256 * n:256 * n + 256]
                where = str(level // 8) + "/" + tile_path(n) + (".p/%d" % len(part) if len(part) < 256 else "")
                must(file("tile", where) == b"".join(part), "the tile %s is not that of the entries" % where)
        if len(row) & 1:
            peaks.append(row[-1])
        row = [sha(b"\1", row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)]
        level += 1
    top = None
    for p in peaks:
        top = p if top is None else sha(b"\1", p, top)
    must((top or sha()) == root, "the entries do not come to the checkpoint's root")
    return {"size": size, "witnessed": at, "disclosed": disclosed(folder, file, leaves, trust)}


def disclosed(folder, file, leaves, trust):
    if not os.path.exists(os.path.join(folder, "view")):
        return None
    head = len(leaves[0]) - 41 if leaves else 0
    seen, last = 0, -1
    for n in range((len(leaves) + 255) // 256):
        part = text(file("disclosed", tile_path(n)))
        must(part == "" or part.endswith("\n"), "disclosed/%s is cut short" % tile_path(n))
        for line in part.split("\n")[:-1]:
            d = canonical(line, "envelope index key leaf_salt openings signature version")
            i = integer(d["index"])
            must(last < i < len(leaves) and i // 256 == n, "an entry out of its place")
            last, seen, sig = i, seen + 1, written(d["signature"])
            envelope, key = read_envelope(d["envelope"]), Key(d["key"])
            must(envelope["origin"] == trust.origin, "entry %d is of another log" % i)
            must(commitment(envelope, sig, unbase(d["leaf_salt"], 32)) == leaves[i][head + 9:], "entry %d is not what the log commits to" % i)
            signature(sig, envelope, key)
            openings(d["openings"], envelope)
    return seen


def fingerprint(_, trust):
    print_of_it = sha(b"surety/v1/trust\0", trust.data)
    return {"digits": digits(print_of_it), "words": words(print_of_it)}


def sealed(kind):
    """Section 11: what is asked is an object of JSON, with bytes in base64."""
    def ask(data, _):
        q = {k: base64.b64decode(v) if isinstance(v, str) else v for k, v in json.loads(data).items()}
        if kind == "payload":
            shown, said = opened.payload(q["key"], q["id"].decode(), q["data"])
            return {"fields": sorted(o["path"] for o in shown), "plain": sha(said.encode()).hex()}
        if kind == "wrapped":
            named = opened.audience(q["seats"])
            return {"audience": named, "plain": opened.unwrapped(q["key"], named, q["epoch"], q["id"].decode(), q["data"]).hex()}
        if kind == "file":
            plain = opened.file(q["key"], q["data"])
            return {"size": len(plain), "plain": sha(plain).hex()}
        return opened.copy(q["data"], q["key"], q["public"].decode())
    return ask


KINDS = {"receipt": receipt, "entry": entry, "promise": promise, "evidence": evidence, "trust": fingerprint,
         "log": lambda folder, trust: log(os.fsdecode(folder), trust)}
SEALED = {kind: sealed(kind) for kind in ("payload", "wrapped", "file", "copy")}


def answer(kind, data, trust):
    try:
        if kind in SEALED:
            return {"ok": True} | SEALED[kind](data, None)
        return {"ok": True} | KINDS[kind](data, Trust(trust))
    except Wrong as e:
        return {"ok": False, "wrong": str(e)}


def main(args):
    if args == ["many"]:
        for line in sys.stdin:
            q = json.loads(line)
            print(json.dumps(answer(q["kind"], base64.b64decode(q["data"]), base64.b64decode(q["trust"]))), flush=True)
        return 0
    if len(args) == 4 and args[0] == "copy":
        with open(args[1], "rb") as f:
            question = {"data": f.read(), "key": bytes.fromhex(args[2]), "public": args[3].encode()}
        said = answer("copy", json.dumps({k: base64.b64encode(v).decode() for k, v in question.items()}), b"")
        print(json.dumps(said, indent=1))
        return 0 if said["ok"] else 1
    if len(args) not in (2, 3) or args[0] not in ("receipt", "log", "promise", "entry", "evidence", "words"):
        print(__doc__)
        return 2
    with open(args[-1], "rb") as f:
        trust = f.read()
    if args[0] == "words":
        said = answer("trust", b"", trust)
    elif args[0] == "log":
        said = answer("log", args[1].encode(), trust)
    else:
        with open(args[1], "rb") as f:
            said = answer(args[0], f.read(), trust)
    print(json.dumps(said, indent=1))
    return 0 if said["ok"] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
