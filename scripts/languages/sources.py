"""Writes what the language identifier learns from, one folder a language.

make.sh calls it, in an environment that has the three packages. Letter statistics come from Lingua's models as they
are; lists of words with their frequencies from wordfreq, which has none of Belarusian.
"""

import pathlib
import sys
import unicodedata
import zipfile

import brotli
import wordfreq

LANGUAGES = "be bg cs de en es fr hu it pl ro ru sk tr uk".split()
CYRILLIC = {"be", "bg", "ru", "uk"}
SIZES = "unigrams bigrams trigrams quadrigrams fivegrams".split()


def main(wheel, out):
    with zipfile.ZipFile(wheel) as lingua:
        for lang in LANGUAGES:
            folder = pathlib.Path(out, lang)
            folder.mkdir(parents=True, exist_ok=True)
            for size in SIZES:
                packed = lingua.read(f"lingua/language-models/{lang}/{size}.json.br")
                (folder / f"{size}.json").write_bytes(brotli.decompress(packed))
            if lang in wordfreq.available_languages():
                (folder / "words.txt").write_text(words(lang), encoding="utf-8")


def words(lang):
    """Lines of a word and its frequency; words in a foreign alphabet are left out."""
    alphabet = "CYRILLIC" if lang in CYRILLIC else "LATIN"
    rows = [
        f"{word} {frequency:.3g}\n"
        for word, frequency in wordfreq.get_frequency_dict(lang, "best").items()
        if word.isalpha() and all(unicodedata.name(c, "").startswith(alphabet) for c in word)
    ]
    return "".join(sorted(rows))


main(*sys.argv[1:])
