"""The curve P-384 as far as a forger needs it: a public key under which a given signature signs a given text.

An ECDSA signature (r, s) of the text with hash h fits the key Q = (s·R - h·G) / r, R being a point with the
x coordinate r (SEC 1, 4.1.6). The forger needs no private key for that.
"""

from __future__ import annotations

import hashlib

from cryptography.hazmat.primitives.asymmetric import ec

P = 2**384 - 2**128 - 2**96 + 2**32 - 1
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973
B = 0xB3312FA7E23EE7E4988E056BE3F82D19181D9C6EFE8141120314088F5013875AC656398D8A2ED19D2A85C8EDD3EC2AEF
G = (
    0xAA87CA22BE8B05378EB1C71EF320AD746E1D3B628BA79B9859F741E082542A385502F25DBF55296C3A545E3872760AB7,
    0x3617DE4A96262C6F5D9E98BF9292DC29F8F41DBD289A147CE9DA3113B5F0B8C00A60B1CE1D7E819D7A431D7C90EA0E5F,
)
Point = tuple[int, int] | None


def add(a: Point, b: Point) -> Point:
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P)
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(number: int, point: Point) -> Point:
    found: Point = None
    while number:
        if number & 1:
            found = add(found, point)
        point = add(point, point)
        number >>= 1
    return found


def key_that_fits(signature: bytes, text: bytes) -> ec.EllipticCurvePublicKey:
    """`signature` is r and s side by side; the text's hash is SHA-256."""
    r, s = int.from_bytes(signature[:48], "big"), int.from_bytes(signature[48:], "big")
    square = (r**3 - 3 * r + B) % P
    y = pow(square, (P + 1) // 4, P)
    assert y * y % P == square
    h = int.from_bytes(hashlib.sha256(text).digest(), "big")
    found = times(pow(r, -1, N), add(times(s, (r, y)), times(-h % N, G)))
    assert found is not None
    return ec.EllipticCurvePublicNumbers(found[0], found[1], ec.SECP384R1()).public_key()
