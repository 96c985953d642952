"""Writes `Tests/Fixtures/reference/composed-texts.json`: texts and their Normalization Form C by `unicodedata`."""
import json
import pathlib
import random
import sys
import unicodedata


def main(path):
    source = random.Random(7)
    every = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000]
    decomposed = [c for c in every if unicodedata.normalize("NFD", c) != c and not 0xAC00 <= ord(c) <= 0xD7A3]
    marks = [c for c in every if unicodedata.combining(c)]
    pool = ["a", "e", "q", "α", "ᄀ", "ᅡ", "ᆨ", "각", "가", "\u0301", "\u0323", "\u0307", "\u0308", "\u0345", "क", "日"]
    texts = source.sample(decomposed, 1200)
    texts += [unicodedata.normalize("NFD", c) for c in source.sample(decomposed, 500)]
    for _ in range(800):
        parts = [source.choice([source.choice(pool), source.choice(decomposed), source.choice(marks)]) for _ in range(source.randint(1, 8))]
        texts.append("".join(parts))
    cases = [{"text": text, "composed": unicodedata.normalize("NFC", text)} for text in texts]
    document = {"unicode": unicodedata.unidata_version, "cases": cases}
    pathlib.Path(path).write_text(json.dumps(document, indent=0) + "\n")


main(sys.argv[1])
