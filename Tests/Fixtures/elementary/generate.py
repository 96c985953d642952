#!/usr/bin/env python3
"""Writes the reference values of the elementary functions: `generate.py DIRECTORY [POINTS]`.

One file per function and type. A line holds the argument(s), the correctly rounded result, and how far the exact
result is from the rounded one in thousandths of a unit in the last place; numbers are IEEE 754 bit patterns in
hexadecimal. Exact results come from mpmath at 200 bits or more. The points are random with a fixed seed: uniform
over bit patterns (every exponent, subnormals), uniform over the interval where the function is neither 0 nor
overflowed, and neighbours of the places where an implementation changes branch.
"""
import random
import struct
import sys
from mpmath import mp, mpf, exp, expm1, log, log1p, tanh, power, floor, isinf

mp.prec = 200
DOUBLE = ("<d", "<Q", 53, -1074, 1024)
FLOAT = ("<f", "<I", 24, -149, 128)


def bits(kind, value):
    return struct.unpack(kind[1], struct.pack(kind[0], value))[0]


def number(kind, pattern):
    return struct.unpack(kind[0], struct.pack(kind[1], pattern))[0]


def rounded(kind, exact):
    """The bit pattern of the nearest number, and the distance in thousandths of a unit in the last place."""
    _, _, precision, least, top = kind
    sign = 1 if exact < 0 else 0
    magnitude = abs(exact)
    if magnitude == 0:
        return 0, 0
    exponent = int(floor(mp.log(magnitude, 2)))
    while magnitude >= mpf(2) ** (exponent + 1):
        exponent += 1
    while magnitude < mpf(2) ** exponent:
        exponent -= 1
    unit = max(exponent - precision + 1, least)
    scaled = magnitude / mpf(2) ** unit
    whole = int(floor(scaled))
    rest = scaled - whole
    if rest > 0.5 or (rest == 0.5 and whole % 2):
        whole += 1
        rest -= 1
    width = 64 if precision == 53 else 32
    if mpf(whole) * mpf(2) ** unit >= mpf(2) ** top:
        return ((0x7FF << 52) if precision == 53 else (0xFF << 23)) | sign << (width - 1), 0
    fraction_bits = precision - 1
    if whole < 1 << fraction_bits:
        pattern = whole
    else:
        if whole == 1 << precision:
            whole >>= 1
            unit += 1
        pattern = ((unit - least + 1) << fraction_bits) | (whole & ((1 << fraction_bits) - 1))
    return pattern | sign << (width - 1), int(round(float(rest * 1000)))


def wide(function):
    """Evaluates with enough bits that cancellation cannot show."""
    def evaluate(*arguments):
        with mp.workprec(1400):
            return function(*arguments)
    return evaluate


sigmoid = wide(lambda x: 1 / (1 + exp(-x)))
softplus = lambda x: log1p(exp(x))

# name: (function, interval of interest, open domain from, branch points)
FUNCTIONS = {
    "exp": (exp, (-746, 710), None, [0, 0.34657359, -0.34657359, 1, -708, 708, -745.1332, 709.7827, -708.3964]),
    "expm1": (expm1, (-41, 710), None, [0, 0.34657359, -0.34657359, 1, -1, 0.5, -37.4, -40, 709.7827, 1.0397]),
    "log": (log, (0, 4), 0, [1, 0.70710678, 1.41421356, 2, 0.5]),
    "log1p": (log1p, (-1, 4), -1, [0, -0.2928, 0.4142, 1, -0.5, 1e-16, -0.99999, 9e15]),
    "sigmoid": (sigmoid, (-746, 40), None, [0, 1, -1, 36.7, -745.1332, -708.3964]),
    "softplus": (softplus, (-746, 60), None, [0, 1, -1, 36.7, -745.1332, -36.7, 30]),
    "tanh": (tanh, (-20, 20), None, [0, 0.17, 0.52, 1, 19.06, 3.725e-9, 0.2554]),
}


def arguments(kind, interval, domain, branches, count, source):
    width = 64 if kind is DOUBLE else 32
    points = []
    for branch in branches:
        centre = bits(kind, branch)
        for offset in (0, 1, 2, -1, -2, 37, -37):
            pattern = centre + offset
            if pattern >= 0:
                points.append(number(kind, pattern))
    while len(points) < count:
        choice = source.random()
        if choice < 0.3:
            value = number(kind, source.getrandbits(width))
        elif choice < 0.6:
            value = source.uniform(*interval)
        elif choice < 0.8:
            value = source.uniform(-2, 2)
        else:
            value = source.choice((-1, 1)) * 2.0 ** source.uniform(-60, 10)
        if kind is FLOAT:
            try:
                value = number(FLOAT, bits(FLOAT, value))
            except OverflowError:
                continue
        points.append(value)
    usable = []
    for value in points:
        if value != value or value in (float("inf"), float("-inf")) or value == 0:
            continue
        if domain is not None and value <= domain:
            if kind is DOUBLE and -value > domain:
                value = -value
            else:
                continue
        usable.append(value)
    return usable


def exact(function, value, name):
    # Arguments whose result is beyond doubt would only make mpmath slow.
    if name in ("exp", "expm1", "softplus", "sigmoid") and abs(value) > 5000:
        if value > 0:
            return {"softplus": mpf(value), "sigmoid": 1 - mpf(2) ** -190}.get(name)
        return -1 + mpf(2) ** -190 if name == "expm1" else mpf(2) ** -1200
    if name == "tanh" and abs(value) > 5000:
        return (1 - mpf(2) ** -190) * (1 if value > 0 else -1)
    if abs(value) < 1e-30 and name in ("expm1", "log1p", "tanh"):
        return mpf(value)
    return function(mpf(value))


def powers(kind, count, source):
    pairs = []
    while len(pairs) < count:
        choice = source.random()
        if choice < 0.25:
            base, exponent = number(DOUBLE, source.getrandbits(62)), source.uniform(-4, 4)
        elif choice < 0.5:
            base = source.uniform(0.1, 10)
            exponent = source.uniform(-746, 710) / float(log(base))
        elif choice < 0.7:
            base = 1 + source.choice((-1, 1)) * 2.0 ** source.uniform(-52, -2)
            exponent = source.uniform(-746, 710) / float(log(base))
        elif choice < 0.85:
            base, exponent = source.choice((-1, 1)) * source.uniform(0, 50), float(source.randint(-60, 60))
        else:
            base, exponent = 2.0 ** source.uniform(-1074, 1023), source.uniform(-0.99, 0.99)
        if kind is FLOAT:
            try:
                base, exponent = number(FLOAT, bits(FLOAT, base)), number(FLOAT, bits(FLOAT, exponent))
            except OverflowError:
                continue
        if base == 0 or base == 1 or exponent == 0:
            continue
        pairs.append((base, exponent))
    return pairs


def main():
    directory = sys.argv[1]
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1100
    source = random.Random(20240607)
    for kind, suffix, points in ((DOUBLE, "double", count), (FLOAT, "float", count // 4)):
        for name, (function, interval, domain, branches) in FUNCTIONS.items():
            with open(f"{directory}/{name}-{suffix}.csv", "w") as file:
                for value in arguments(kind, interval, domain, branches, points, source):
                    result = exact(function, value, name)
                    if result is None:
                        continue
                    pattern, rest = rounded(kind, result)
                    file.write(f"{bits(kind, value):x},{pattern:x},{rest}\n")
        with open(f"{directory}/pow-{suffix}.csv", "w") as file:
            for base, exponent in powers(kind, points, source):
                result = power(abs(mpf(base)), mpf(exponent))
                if base < 0 and exponent % 2 == 1:
                    result = -result
                pattern, rest = rounded(kind, result)
                file.write(f"{bits(kind, base):x},{bits(kind, exponent):x},{pattern:x},{rest}\n")


main()
