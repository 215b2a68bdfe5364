"""Make internal/understand/semantic/table.bin: a vector for every piece of a word.

    python distill.py --work FOLDER --out ../../internal/understand/semantic/table.bin

README.md beside this file says what the table is and what it is made from.
"""

import argparse
import os
import re
import struct

import numpy as np
import torch

import teachers

WIDTH = 128
SPACE = "▁"  # how the tokeniser writes the beginning of a word
LATIN, CYRILLIC = "a-zß-öø-ÿāăąćčďđēėęěğģīįıķļľłńņňőœŕřśşšťţūůűųźżžșț", "а-яёіїєґўћѓџђјљњ"


def vocabulary(e5, words, latin, size):
    """The pieces to keep, {text: log probability}: Cyrillic ones, the likeliest Latin ones, digits, and whole English words."""
    latin_piece, cyrillic_piece = (re.compile(f"{SPACE}?[{a}'0-9]+$") for a in (LATIN, CYRILLIC))
    found = {}
    for text, score in zip(e5.pieces, e5.scores):
        lower = text.lower()
        if cyrillic_piece.match(lower) or latin_piece.match(lower):
            found[lower] = max(found.get(lower, -99.0), float(score))
    cyrillic = {p: s for p, s in found.items() if cyrillic_piece.match(p)}
    others = {p: s for p, s in found.items() if p not in cyrillic}
    likeliest = dict(sorted(others.items(), key=lambda x: -x[1])[:latin])
    for word in words:  # an English word is one piece, a little likelier than its rarest neighbours
        likeliest[SPACE + word] = found.get(SPACE + word, -13.5)
    rest = sorted(cyrillic.items(), key=lambda x: -x[1])[: size - len(likeliest)]
    return dict(sorted({**likeliest, **dict(rest)}.items(), key=lambda x: -x[1]))


def segment(scores, text):
    """The likeliest division of text into pieces (Viterbi), as indexes into scores; None where a letter is unknown."""
    best = [(0.0, None, None)] + [(-1e9, None, None)] * len(text)
    for end in range(1, len(text) + 1):
        for start in range(max(0, end - 20), end):
            score = scores.get(text[start:end])
            if score is not None and best[start][0] + score > best[end][0]:
                best[end] = (best[start][0] + score, start, text[start:end])
    if best[-1][1] is None:
        return None
    out, at = [], len(text)
    while at:
        out.append(best[at][2])
        at = best[at][1]
    return out[::-1]


def e5_vectors(e5, pieces):
    """What E5 makes of each piece by itself: as a query when it begins a word, bare otherwise."""
    scores = {p: float(s) for p, s in zip(e5.pieces, e5.scores) if p}
    number = {p: i for i, p in enumerate(e5.pieces)}
    ids = lambda text: [number[p] for p in segment(scores, text) or []]
    prefix = ids(SPACE + "query:")
    rows = []
    for p in pieces:
        own = [number[p]] if p in number else ids(p)
        rows.append([e5.bos] + prefix + (own or [e5.unk]) + [e5.eos])
    first = 1 + len(prefix)
    return teachers.embed(e5.model(), rows, lambda length: (first, length))


def standard(x, rows=slice(None)):
    x = x - x[rows].mean(0)
    return x / np.sqrt((x[rows] ** 2).sum(1).mean())


def predict(known, target, all_rows, ridge):
    """Linear regression from known rows to target, for all rows."""
    gram = known.T @ known + ridge * np.eye(known.shape[1])
    return all_rows @ np.linalg.solve(gram, known.T @ target)


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--work", required=True)
    ask.add_argument("--out", required=True)
    ask.add_argument("--size", type=int, default=96000)
    ask.add_argument("--latin", type=int, default=48000)
    args = ask.parse_args()
    torch.set_num_threads(1)

    small, large = teachers.unpack(args.work)
    english = [w.strip() for w in open(os.path.join(large, "vocab.txt"), encoding="utf-8")]
    words = [w for w in english if re.fullmatch(r"[a-z]{2,}", w)]
    words += [w for w in "i'm i've i'd i'll don't can't won't isn't didn't doesn't what's where's how's it's that's haven't hasn't wasn't couldn't wouldn't i a".split()]
    e5 = teachers.E5()
    table = vocabulary(e5, words, args.latin, args.size)
    pieces = list(table)
    is_english = np.isin(pieces, [SPACE + w for w in words])
    print(len(pieces), "pieces,", is_english.sum(), "of them English words", flush=True)

    def cached(name, make):
        path = os.path.join(args.work, name + ".npy")
        if not os.path.exists(path):
            np.save(path, make())
        return np.load(path).astype(np.float32)

    base = standard(cached("e5", lambda: e5_vectors(e5, pieces)))
    print("e5 done", flush=True)
    parts = [base]
    texts = [p.replace(SPACE, "") for p, yes in zip(pieces, is_english) if yes]
    for name, folder, weight in (("minilm", small, 1.0), ("mpnet", large, 1.0)):
        def make():
            t = teachers.SentenceTransformer(folder)
            return teachers.embed(t.model(), t.ids(texts), lambda length: (0, length))
        own = standard(cached(name, make))
        print(name, "done", flush=True)
        all_rows = predict(base[is_english], own, base, 3.0)
        print(name, "explained from e5:", 1 - ((all_rows[is_english] - own) ** 2).sum() / (own**2).sum())
        all_rows *= 1 / np.sqrt((all_rows[is_english] ** 2).sum(1).mean())
        all_rows[is_english] = own
        parts.append(weight * all_rows)
    joint = np.concatenate(parts, 1)
    sample = joint[is_english]
    values, axes = np.linalg.eigh(sample.T @ sample)
    axes, values = axes[:, ::-1][:, :WIDTH], values[::-1]
    print("kept of the variance:", values[:WIDTH].sum() / values.sum())
    vectors = joint @ axes
    vectors /= (values[:WIDTH] / len(sample)) ** 0.25  # half way to equal variance: the first axes are mostly style
    write(args.out, pieces, np.array([table[p] for p in pieces]), vectors)


def write(path, pieces, scores, vectors):
    """magic, count, width; lengths; texts; scores in sixteenths; scales; rows of int8. Little endian."""
    scale = np.abs(vectors).max(1) / 127
    rows = np.round(vectors / scale[:, None]).astype(np.int8)
    texts = [p.encode() for p in pieces]
    with open(path, "wb") as f:
        f.write(b"RZS1" + struct.pack("<II", len(pieces), vectors.shape[1]))
        f.write(bytes(len(t) for t in texts) + b"".join(texts))
        f.write(np.clip(np.round(-16 * scores), 0, 255).astype(np.uint8).tobytes())
        f.write((scale * 1000).astype(np.float16).tobytes())
        f.write(rows.tobytes())


if __name__ == "__main__":
    main()
