"""Sentences for layer.py: requests, requests put together by chance, chat, and what a dictionary says.

    python texts.py --requests FILE... --glosses FOLDER --out texts.json

FILEs hold rows {"text": …}, the training parts of public sets of requests; labels are not read. FOLDER holds
WordNet's data.* files.
"""

import argparse
import collections
import glob
import json
import os
import random
import re

import teachers

WORDS = re.compile(r"[\w'-]+|[?.,!]")


def requests(paths):
    return sorted({json.loads(line)["text"].lower().strip() for p in paths for line in open(p, encoding="utf-8")})


def chat():
    """What people wrote to each other in the package chitchat-dataset (MIT)."""
    path = os.path.join(teachers.package_folder("chitchat_dataset"), "dataset.json")
    talks = json.load(open(path, encoding="utf-8")).values()
    return {m["text"].lower().strip() for talk in talks for turn in talk["messages"] for m in turn}


def glosses(folder):
    out = set()
    for path in glob.glob(os.path.join(folder, "data.*")):
        for line in open(path, encoding="utf-8"):
            if not line.startswith(" ") and "|" in line:
                out.add(re.split(r'[;("]', line.split("|", 1)[1])[0].strip().lower())
    return out


def recombined(texts, count):
    """Sentences in which every three neighbouring words stand in some text: mostly half nonsense, in the words of the real ones."""
    after = collections.defaultdict(list)
    for t in texts:
        words = ["", ""] + WORDS.findall(t) + [None]
        for a, b, c in zip(words, words[1:], words[2:]):
            after[a, b].append(c)
    out, known = [], set(texts)
    while len(out) < count:
        a, b, line = "", "", []
        while len(line) < 15:
            c = random.choice(after[a, b])
            if c is None:
                break
            line.append(c)
            a, b = b, c
        text = " ".join(line)
        if 4 <= len(line) < 15 and text not in known:
            known.add(text)
            out.append(text)
    return out


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("--requests", nargs="+", required=True)
    ask.add_argument("--glosses", required=True)
    ask.add_argument("--out", required=True)
    ask.add_argument("--size", type=int, default=45000)
    args = ask.parse_args()
    random.seed(5)
    asked = requests(args.requests)
    others = sorted(t for t in chat() | glosses(args.glosses) if 4 <= len(t.split()) <= 14)
    out = asked + recombined(asked, args.size * 3 // 4) + random.sample(others, args.size // 4)
    json.dump(out, open(args.out, "w", encoding="utf-8"), ensure_ascii=False)
    print(len(out), "sentences,", len(asked), "of them real requests")


if __name__ == "__main__":
    main()
