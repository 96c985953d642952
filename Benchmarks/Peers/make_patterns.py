"""Writes `Tests/Fixtures/reference/patterns.json`: what Python's `re.search` says of patterns and texts.

Run it with any Python from 3.11 on; the seed is fixed, so that the file stays the same.
"""
import json
import pathlib
import random
import re
import sys
import warnings

warnings.simplefilter("ignore")
TEXTS = [
    "", "a", "b", "ab", "ba", "abc", "aab", "aaab", "abab", "xyz", "a\n", "a\nb", "\na", "\n", "foo bar", "foo_bar 12",
    "2024-02-29", "x@y.org", "é", "e\u0301", "Straße", "STRASSE", "١٢٣", "日本 語", "a\u00a0b", "\u212a", "K", "k",
    "ſ", "s", "aaaa!", "-", "]", "\\", "tab\there", "\x1c", "😀", "a😀b", "A.B", "Éclair", "½", "Ⅷ", "_", "a-b", "^",
    "{", "a{", "a{,2", "(x)", "1.5e-3", "one two  three", "line1\nline2\n", "end\n\n", "0x1F", "ﬁ", "ǆ", "ǅ",
]
PATTERNS = [
    "a", "^a", "a$", "^a$", "^$", "", "a*", "a+", "a?b", "(a|b)*c", "^(?:ab)+$", "a{2}", "a{2,}", "a{,2}b", "^a{1,3}b$",
    "a{", "a{,2", "x{}", "[abc]", "[^abc]", "[a-c]+$", "[]]", "[^]]", "[a-]", "[-a]", r"[\d-]", r"\d+", r"\D", r"\w+$",
    r"^\w+$", r"\W", r"\s", r"\S+\s\S+", r"^\S+$", r"\bfoo\b", r"\Bar", r"o\b", r"\b", r"\B", r"^\B", r"\Aa", r"b\Z",
    r"a\Z", ".", "^.$", "^..$", "(?s)^.$", "(?s)a.b", "a.b", "(?m)^b", "(?m)a$", "(?m)^line2$", "^line2$", "$", "^",
    "(?m)^$", "(?i)strasse", "(?i)k", "(?i)[k]", "(?i)[a-z]", "(?i)ÉCLAIR", "(?i)s", "(?i)[^k]", "(?i)K", "(?a)\\w+$",
    "(?a)^\\d", "(?a)\\bé", "é", "^\u0301", "e\u0301", r"\u00e9", r"\x41", r"\U0001F600", r"\101", r"\0", r"\t", r"\.",
    r"\\", r"\-", r"\^", r"\]", r"^[\w.]+@[\w.]+\.\w{2,3}$", r"^\d{4}-\d{2}-\d{2}$", r"^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$",
    "(?P<year>\\d{4})-", "(?:a|ab)(?:c|bcd)?$", "a|b|c", "|a", "a|", "(|a)b", "(a*)*", "(a*)+b", "((a)|(b))+c", "(?:)*a",
    "a*?b", "a+?$", "a??b", "a{2,3}?b", "(?#note)a", "(?i:A)b", "(?i:A)B", "(?-i:a)", "(?i)a(?-i:B)", "(?s:.)", "[\\s\\S]",
    "[^\\s]", "[^\\W]", "[\\W_]", "[\\n]", "[\\b]", "x*y*z*$", "^(a|aa)+$", "(a+)+!", "^(([a-z])+.)+[A-Z]([a-z])+$",
    "[^\\n]*\\n[^\\n]*$", "(?:^a|b$)", "(?:^|\\s)two(?:\\s|$)", "\\w\\b\\W", "[a-z&&b]", "[日-語]", "日.語", "[^\x00-\x7f]",
    "(?i)ǆ", "(?i)ﬁ", "^\\s*$", "(?=a)b", "(?!a)b", "(?<=a)b", "(?<!a)b", "(a)\\1", "(?P<n>a)(?P=n)", "a++", "(?>a)b",
    "(", ")", "a)", "(a", "[a", "*a", "a**", "a{2}{3}", "^*", "\\b+", "[b-a]", "[\\w-z]", "\\", "\\q", "\\8", "\\x4", "(?z)a",
    "a(?i)b", "a{3,2}", "[[:alpha:]]", "(?P<1a>b)", "(?P<a", "(?", "(?:", "\\N{BULLET}", "(?(1)a|b)", "(?P>n)",
]


def random_pattern(source, depth=0):
    kind = source.random()
    if depth > 3 or kind < 0.45:
        atom = source.choice(["a", "b", "c", ".", "[ab]", "[^a]", r"\w", r"\s", r"\d", "é", r"\b", "^", "$", "\n", "x", "1"])
    elif kind < 0.65:
        atom = "(?:" + "|".join(random_pattern(source, depth + 1) for _ in range(source.randint(1, 3))) + ")"
    else:
        atom = "".join(random_pattern(source, depth + 1) for _ in range(source.randint(1, 3)))
    if source.random() < 0.35 and atom not in ("^", "$", r"\b"):
        atom = "(?:" + atom + ")" + source.choice(["*", "+", "?", "{2}", "{1,2}", "{0,3}", "*?", "{2,}"])
    return atom


def main(path):
    source = random.Random(20240229)
    patterns = PATTERNS + [random_pattern(source) for _ in range(300)]
    texts = TEXTS + ["".join(source.choice("ab\n é1 x") for _ in range(source.randint(0, 8))) for _ in range(30)]
    cases = []
    for pattern in patterns:
        try:
            compiled = re.compile(pattern)
            found = "".join("1" if compiled.search(text) else "0" for text in texts)
            if "\\B" in pattern:  # Python finds it in an empty text from 3.14 on.
                found = "".join("-" if text == "" else digit for text, digit in zip(texts, found))
        except re.error:
            found = None
        cases.append({"pattern": pattern, "found": found})
    document = {"python": sys.version.split()[0], "texts": texts, "cases": cases}
    pathlib.Path(path).write_text(json.dumps(document, ensure_ascii=True, indent=0) + "\n")


main(sys.argv[1])
