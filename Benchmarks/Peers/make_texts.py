#!/usr/bin/env python3
"""The texts of W4 as TF-IDF matrices: docs_NAME.tsv and texts_NAME/ under $PEERS_DATA, for NAME movies and synth.

docs_synth.tsv are 20,000 synthetic documents of 20 topics with Zipf words from a fixed seed; docs_movies.tsv are film
plots with their genres, from the folder $PEERS_MOVIES with train-1900-1999.jsonl, where there is one. Both have labels
(joined by |), a tab and the text. The matrix is that of scikit-learn's TfidfVectorizer: lower-cased tokens of two or more
word characters, 1- and 2-grams in two documents or more, the 50,000 most frequent terms, rows of length 1; the first 80 %
of the documents. It is written as compressed rows in little-endian arrays without headers. Existing files are kept."""
import json
import os
import re
import sys

import numpy as np

from common import DATA
from make_data import generator


def movies(path):
    source = os.path.join(os.environ.get("PEERS_MOVIES", ""), "train-1900-1999.jsonl")
    if not os.path.exists(source):
        return print("movies: PEERS_MOVIES names no folder with train-1900-1999.jsonl, skipped", file=sys.stderr)
    with open(source, encoding="utf-8") as lines, open(path, "w", encoding="utf-8") as output:
        for line in lines:
            film = json.loads(line)
            if film["genres"]:
                output.write("|".join(film["genres"]) + "\t" + re.sub(r"\s+", " ", film["extract"]).strip() + "\n")


def synth(path):
    r = generator(9)
    syllables = ["ka", "lo", "mi", "ren", "ta", "vo", "shi", "der", "an", "ur", "el", "gro", "pi", "sta", "ne", "qua", "ber", "tin", "os", "fa"]
    size, topics, documents = 40_000, 20, 20_000
    vocabulary, seen = [], set()
    while len(vocabulary) < size:
        word = "".join(syllables[i] for i in r.integers(0, len(syllables), r.integers(1, 6)))
        if word not in seen:
            seen.add(word)
            vocabulary.append(word)
    vocabulary = np.array(vocabulary)
    base = 1.0 / (np.arange(size) + 3.0)
    sums = []
    for topic in range(topics):
        boost = np.ones(size)
        boost[generator(9, 1, topic).choice(6000, 300, replace=False)] = 6.0
        p = base * boost
        sums.append(np.cumsum(p / p.sum()))
    with open(path, "w") as output:
        for _ in range(documents):
            topic = int(r.integers(0, topics))
            length = int(np.clip(r.lognormal(4.9, .5), 20, 800))
            own = r.random(length) < 0.35  # 35 % of the words are of the topic, the rest of topic 0
            words = np.where(own, np.searchsorted(sums[topic], r.random(length)), np.searchsorted(sums[0], r.random(length)))
            text = vocabulary[np.minimum(words, size - 1)].astype(object)
            for start in range(0, length, 12):
                text[start] = text[start].capitalize()
                if start:
                    text[start - 1] += "."
            output.write(f"genre{topic}\t{' '.join(text)}\n")


def matrix(path, folder):
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import MultiLabelBinarizer
    labels, documents = [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            names, _, text = line.rstrip("\n").partition("\t")
            labels.append([name for name in names.split("|") if name])
            documents.append(text)
    cut = int(len(documents) * .8)
    rows = TfidfVectorizer(ngram_range=(1, 2), min_df=2, max_features=50_000).fit_transform(documents[:cut]).tocsr()
    rows.sort_indices()
    members = MultiLabelBinarizer(sparse_output=True).fit(labels).transform(labels[:cut]).tocsr()
    members.sort_indices()
    os.makedirs(folder, exist_ok=True)

    def write(name, values, kind):
        np.asarray(values).astype(kind).tofile(os.path.join(folder, name))
    write("offsets.i64", rows.indptr, "<i8")
    write("columns.i32", rows.indices, "<i4")
    write("values.f64", rows.data, "<f8")
    write("label_offsets.i64", members.indptr, "<i8")
    write("labels.i32", members.indices, "<i4")
    write("shape.i64", [*rows.shape, members.shape[1]], "<i8")
    print(f"{folder}: {rows.shape[0]} documents, {rows.shape[1]} terms, {rows.nnz} values, {members.shape[1]} labels", file=sys.stderr)


def main():
    os.makedirs(DATA, exist_ok=True)
    for name, make in (("movies", movies), ("synth", synth)):
        path, folder = os.path.join(DATA, f"docs_{name}.tsv"), os.path.join(DATA, f"texts_{name}")
        if not os.path.exists(path):
            make(path)
        if os.path.exists(path) and not os.path.exists(os.path.join(folder, "shape.i64")):
            matrix(path, folder)


if __name__ == "__main__":
    main()
