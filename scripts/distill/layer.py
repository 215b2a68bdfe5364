"""Make internal/understand/semantic/layer.bin: what reads the words of a sentence together.

    python layer.py --work FOLDER --texts texts.json --table ../../internal/understand/semantic/table.bin \\
        --out ../../internal/understand/semantic/layer.bin

README.md beside this file says what it is made from.
"""

import argparse
import collections
import json
import os
import struct

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import distill
import teachers

WIDTH, HEADS, INNER, REACH, LONGEST = 128, 4, 256, 8, 40


def read_table(path):
    """The pieces of table.bin with their scores and vectors."""
    data = open(path, "rb").read()
    n, width = struct.unpack_from("<II", data, 4)
    lengths = list(data[12 : 12 + n])
    at, texts = 12 + n, []
    for length in lengths:
        texts.append(data[at : at + length].decode())
        at += length
    scores = -np.frombuffer(data, np.uint8, n, at).astype(np.float32) / 16
    scale = np.frombuffer(data, np.float16, n, at + n).astype(np.float32) / 1000
    rows = np.frombuffer(data, np.int8, n * width, at + 3 * n).reshape(n, width) * scale[:, None]
    return dict(zip(texts, scores.tolist())), rows.astype(np.float32)


def pieces_of(text, scores, number):
    """As the Go package semantic divides words: a word that is a piece is one, others by probability."""
    out = []
    for word in teachers.words(text):
        whole = distill.SPACE + word
        for p in [whole] if whole in scores else distill.segment(scores, whole) or []:
            out.append(number[p])
    return out[:LONGEST]


def level(x):
    return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + 1e-6)


class Layer(nn.Module):
    """One round of attention over the pieces of a sentence, and their mean and largest. own are pieces that get
    vectors of their own here."""

    def __init__(self, rows, own, target):
        super().__init__()
        self.nothing = len(rows)
        self.register_buffer("rows", torch.cat([torch.tensor(rows) / float(rows.std()), torch.zeros(1, WIDTH)]))
        self.scale = 1 / float(rows.std())
        slot = torch.zeros(len(rows) + 1, dtype=torch.long)
        slot[own] = torch.arange(1, len(own) + 1)
        self.register_buffer("slot", slot)
        self.own = nn.Embedding(len(own) + 1, WIDTH, padding_idx=0)
        nn.init.zeros_(self.own.weight)
        self.shift = nn.Parameter(torch.stack([torch.zeros(WIDTH), torch.ones(WIDTH), torch.zeros(WIDTH)]) + 0.02 * torch.randn(3, WIDTH))
        self.ask, self.tell = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.distance = nn.Parameter(torch.zeros(HEADS, 2 * REACH + 1))
        self.widen, self.narrow = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.weight = nn.Linear(WIDTH, 1)
        self.last = nn.Linear(2 * WIDTH, target)

    def gathered(self, ids):
        here = (ids != self.nothing).unsqueeze(-1)
        x = self.rows[ids] + self.own(self.slot[ids])
        size, length, _ = x.shape
        n = level(x) * here
        beside = F.pad(n, (0, 0, 1, 1))
        seen = beside[:, :-2] * self.shift[0] + n * self.shift[1] + beside[:, 2:] * self.shift[2]
        q, k, v = self.ask(seen).view(size, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        place = torch.arange(length)
        far = (place[None] - place[:, None]).clamp(-REACH, REACH) + REACH
        shares = q @ k.transpose(-1, -2) / (WIDTH // HEADS) ** 0.5 + self.distance[:, far]
        shares = shares.masked_fill(~here[:, None, None, :, 0], -1e4).softmax(-1)
        x = x + self.tell((shares @ v).transpose(1, 2).reshape(size, length, WIDTH))
        x = x + self.narrow(F.relu(self.widen(level(x))))
        weight = torch.exp(self.weight(x).clamp(-6, 6)) * here
        return torch.cat([(x * weight).sum(1) / (weight.sum(1) + 1e-6), (x - 1e4 * ~here).amax(1)], 1)

    def forward(self, ids):
        return self.last(self.gathered(ids))


def padded(lists, nothing):
    out = torch.full((len(lists), max(map(len, lists))), nothing)
    for row, ids in zip(out, lists):
        row[: len(ids)] = torch.tensor(ids)
    return out


def train(net, ids, wanted, epochs, rate, own_rate, batch=256):
    opt = torch.optim.AdamW([
        {"params": [p for n, p in net.named_parameters() if not n.startswith("own")], "lr": rate, "weight_decay": 0.01},
        {"params": [net.own.weight], "lr": own_rate, "weight_decay": 0.0},
    ], betas=(0.9, 0.98))
    full = [g["lr"] for g in opt.param_groups]
    rng, step, steps = np.random.default_rng(1), 0, epochs * (len(ids) // batch)
    lengths = np.array([len(x) for x in ids])
    for epoch in range(epochs):
        order, sums = rng.permutation(len(ids)), 0.0
        lots = []
        for at in range(0, len(order), 50 * batch):  # of like length within a lot
            lot = order[at : at + 50 * batch]
            lot = lot[np.argsort(lengths[lot], kind="stable")]
            lots += [lot[i : i + batch] for i in range(0, len(lot), batch)]
        rng.shuffle(lots)
        for lot in lots:
            now = min(1, (step + 1) / 200) * max(0, 1 - step / steps)
            step += 1
            for group, lr in zip(opt.param_groups, full):
                group["lr"] = lr * now
            x, goal = padded([ids[i] for i in lot], net.nothing), wanted[lot]
            left_out = torch.rand(x.shape) < 0.2 * torch.rand(len(x), 1)
            left_out[:, 0] = False
            got = F.normalize(net(x.masked_fill(left_out, net.nothing)), dim=1)
            # Each sentence as the encoder sees it, and as like each other as it sees them.
            loss = 1 - (got * goal).sum(1).mean() + 10 * ((got @ got.T - goal @ goal.T) ** 2).mean()
            if own_rate:
                loss = loss + 0.02 * (net.own(net.slot[x]) ** 2).mean()
            opt.zero_grad()
            loss.backward()
            opt.step()
            sums += loss.item()
        print("epoch", epoch, sums / len(lots), flush=True)


def write(path, net, axes, ids):
    """The order of internal/understand/semantic/layer.go; weights are int8 with a scale for each row."""
    last = nn.Linear(2 * WIDTH, WIDTH)
    last.weight.data, last.bias.data = axes.T @ net.last.weight.data, axes.T @ net.last.bias.data
    net.last = last
    largest = collections.defaultdict(float)
    for name in ("ask", "tell", "widen", "narrow", "last"):
        getattr(net, name).register_forward_hook(lambda m, x, y: largest.__setitem__(m, max(largest[m], x[0].abs().max().item())))
    with torch.no_grad():
        for at in range(0, len(ids), 256):
            net(padded(ids[at : at + 256], net.nothing))

    def numbers(x):
        return x.detach().numpy().astype("<f4").tobytes()

    def whole(w):
        scale = np.maximum(np.abs(w).max(1) / 127, 1e-9).astype("<f4")
        return scale.tobytes(), np.round(w / scale[:, None]).astype(np.int8).tobytes()

    def matrix(m):
        scale, weights = whole(m.weight.detach().numpy())
        room = 32767 / (2 * largest[m])  # inputs twice as large as any seen still fit
        return struct.pack("<IIf", *m.weight.shape, room) + scale + numbers(m.bias) + weights

    own = torch.nonzero(net.slot)[:, 0]
    scale, rows = whole((net.rows[own] + net.own.weight[1:]).detach().numpy())
    with open(path, "wb") as f:
        f.write(b"RZL1" + struct.pack("<If", 1, net.scale) + numbers(net.shift) + numbers(net.distance))
        f.write(b"".join(matrix(m) for m in (net.ask, net.tell, net.widen, net.narrow)))
        f.write(numbers(net.weight.weight) + numbers(net.weight.bias) + matrix(net.last))
        f.write(struct.pack("<I", len(own)) + own.numpy().astype("<u4").tobytes() + scale + rows)


def main():
    ask = argparse.ArgumentParser()
    for name in ("work", "texts", "table", "out"):
        ask.add_argument("--" + name, required=True)
    ask.add_argument("--own", type=int, default=12000)
    args = ask.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    texts = json.load(open(args.texts, encoding="utf-8"))
    scores, rows = read_table(args.table)
    number = {p: i for i, p in enumerate(scores)}
    ids = [pieces_of(t, scores, number) for t in texts]

    path = os.path.join(args.work, "sentences.npy")
    if not os.path.exists(path):
        encoder = teachers.SentenceTransformer(teachers.unpack(args.work)[1])
        np.save(path, teachers.embed(encoder.model(), encoder.ids(texts), lambda length: (0, length)).astype(np.float16))
    wanted = F.normalize(torch.tensor(np.load(path)).float(), dim=1)
    wanted = F.normalize(wanted - wanted.mean(0), dim=1)
    axes = torch.linalg.eigh(wanted.T @ wanted)[1].flip(1)[:, :WIDTH]

    some = [i for i, x in enumerate(ids) if x]
    ids, wanted = [ids[i] for i in some], wanted[some]
    seen = collections.Counter(p for x in ids for p in x)
    own = torch.tensor(sorted(p for p, n in seen.most_common(args.own) if n > 2))
    net = Layer(rows, own, wanted.shape[1])
    train(net, ids, wanted, 5, 3e-3, 0.0)  # first the layer alone: the table's rows stay
    train(net, ids, wanted, 8, 2e-3, 4e-3)
    write(args.out, net, axes, ids[::50])


if __name__ == "__main__":
    main()
