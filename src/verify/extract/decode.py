"""Bytes to text by the decode ladder; the rung that decided is part of the answer.

Labels lie: of 23 pages with a wrong label ten lost the sought sentence when the label was believed.
So bytes decide first (byte order mark, null pattern, valid UTF-8), and a label is believed only if
the letters it gives look like writing and no other encoding gives clearly better ones.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass

from charset_normalizer import from_bytes

from verify.extract.labels import charset_name, codec_for
from verify.extract.plausible import plausibility

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 4 * 1024
_HEAD = 64 * 1024  # browsers look for the label in the first 1024 bytes; pages put it later
_TAG = re.compile(rb"<[^<>]{0,2000}>|[\x00-\x1f ]{2,}")
_XML_LABEL = re.compile(rb"\A\s{0,20}<\?xml[^>]{0,100}?\bencoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})")
_META_LABEL = re.compile(
    rb"<meta\s[^>]{0,300}?\bcharset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.IGNORECASE
)
_HEADER_LABEL = re.compile(r"\bcharset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_MARGIN = 0.07  # how much better than the label's another encoding must read to be taken instead
_TIE = 0.02  # among guesses that read as well as this, the commonest is taken
_WIDE_ENOUGH = 0.5
_ALWAYS = ("cp1252", "cp1251", "gb18030", "cp949", "cp932", "big5hkscs", "euc-jp", "koi8-r", "cp866")
_UTF16_LABELS = ("utf-16-le", "utf-16-be")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
_TWO_SCRIPTS = re.compile(r"[\u0590-\u06ff][\u00c0-\u024f]|[\u00c0-\u024f][\u0590-\u06ff]")


@dataclass(frozen=True)
class Decoded:
    """`charset` is the WHATWG name; `rung` one of bom, null-pattern, escape, utf-8, near-utf-8, header,
    meta, detector, fallback."""

    text: str
    charset: str
    rung: str


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """Decode a page or text file. Never raises: what no encoding explains is read as the last rung
    says, with U+FFFD for each byte that means nothing. A character cut off at the very end is dropped.
    """
    return (
        _by_mark(body)
        or _by_nulls(body, content_type)
        or _by_escape(body)
        or _by_utf8(body, content_type)
        or _by_letters(body, content_type)
    )


def undecoded(decoded: Decoded) -> str | None:
    """What to say of a text with so many characters lost in decoding that it was not read."""
    bad = decoded.text.count("\ufffd")
    if bad > 20 and bad > len(decoded.text) // 100:
        return f"{bad} characters could not be decoded as {decoded.charset}"
    return None


def _by_mark(body: bytes) -> Decoded | None:
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return Decoded(_read(body[len(mark) :], codec), charset_name(codec), "bom")
    return None


def _by_nulls(body: bytes, content_type: str | None) -> Decoded | None:
    """UTF-16 without a mark: by its nulls alone, or by few nulls or the header's label and its letters."""
    codec = _null_pattern(body[:2048])
    if codec:
        return Decoded(_read(body, codec), charset_name(codec), "null-pattern")
    label = _header_codec(content_type)
    head = body[:_SAMPLE]
    for codec in _UTF16_LABELS:
        wide = label == codec or (0 in head and 0 not in head[_UTF16_LABELS.index(codec) :: 2])
        if wide and _reads_as(head, codec):
            return Decoded(_read(body, codec), charset_name(codec), "header" if label else "null-pattern")
    return None


def _reads_as(head: bytes, codec: str) -> bool:
    text = _read(head, codec)
    return not _CONTROL.search(text) and plausibility(text) > _WIDE_ENOUGH


def _null_pattern(head: bytes) -> str | None:
    """UTF-16 without a mark: markup in it has a null at every other byte."""
    pairs = len(head) // 2
    if pairs < 4:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > 0.3 * pairs and even < 0.02 * pairs:
        return "utf-16-le"
    if even > 0.3 * pairs and odd < 0.02 * pairs:
        return "utf-16-be"
    return None


def _by_escape(body: bytes) -> Decoded | None:
    """ISO-2022-JP is seven-bit and would pass for UTF-8."""
    if b"\x1b" not in body or b"\x1b$" not in body:  # one byte is found much quicker than two
        return None
    text = _read(body, "iso2022-jp")
    return Decoded(text, "iso-2022-jp", "escape") if "\ufffd" not in text else None


def _by_utf8(body: bytes, content_type: str | None) -> Decoded | None:
    """UTF-8, also with a bad byte here and there: other encodings hardly ever form its sequences."""
    try:
        return Decoded(codecs.utf_8_decode(body, "strict", False)[0], "utf-8", "utf-8")
    except UnicodeDecodeError:
        text = _read(body, "utf-8")
    bad = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - bad
    enough = 1 if good and "utf-8" in _said(body, content_type).values() else 3
    return Decoded(text, "utf-8", "near-utf-8") if good >= enough * bad else None


def _by_letters(body: bytes, content_type: str | None) -> Decoded:
    sample = _sample(body)
    labels = _labels(body, content_type)
    scores = {codec: _score(sample, codec) for codec in labels}
    first = next(iter(labels), None)
    guesses = [] if first and scores[first] > 1 - _MARGIN else _guesses(sample)
    scores |= {codec: _score(sample, codec) for codec in guesses if codec not in scores}
    top = max((scores[codec] for codec in (*guesses, *labels)), default=0.0)
    for codec, rung in labels.items():
        if scores[codec] >= top - _MARGIN and scores[codec] > 0:
            return Decoded(_read(body, codec), charset_name(codec), rung)
    if top > 0:
        best = next(codec for codec in (*_ALWAYS, *guesses) if scores.get(codec, -1) >= top - _TIE)
        return Decoded(_read(body, best), charset_name(best), "detector")
    return Decoded(_read(body, "cp1252"), "windows-1252", "fallback")


def _score(sample: bytes, codec: str) -> float:
    """Plausibility, less what a Cyrillic page read as Arabic or Hebrew betrays itself by."""
    text = _read(sample, codec)
    return plausibility(text) - 2 * len(_TWO_SCRIPTS.findall(text)) / (len(text) or 1)


def _labels(body: bytes, content_type: str | None) -> dict[str, str]:
    """Codec -> rung of each usable label, the header's before the page's own."""
    found: dict[str, str] = {}
    for rung, codec in _said(body, content_type).items():
        if codec != "utf-8" and codec not in _UTF16_LABELS:
            found.setdefault(codec, rung)
    return found


def _said(body: bytes, content_type: str | None) -> dict[str, str]:
    """Rung -> codec of every label that is known."""
    head = body[:_HEAD]
    meta = _XML_LABEL.search(head) or _META_LABEL.search(head)
    said = {
        "header": _header_codec(content_type),
        "meta": codec_for(meta.group(1).decode("ascii", "replace")) if meta else None,
    }
    return {rung: codec for rung, codec in said.items() if codec}


def _header_codec(content_type: str | None) -> str | None:
    header = _HEADER_LABEL.search(content_type or "")
    return codec_for(header.group(1)) if header else None


def _guesses(sample: bytes) -> list[str]:
    """The detector's guesses as codecs of the web, with the commonest always considered."""
    names: Iterable[str] = [match.encoding for match in from_bytes(sample)][:8]
    found = [codec for codec in map(_web_codec, names) if codec]
    return list(dict.fromkeys([*found, *_ALWAYS]))


_WEB = {
    "gb2312": "gb18030", "gbk": "gb18030", "hz": None, "big5": "big5hkscs", "euc_kr": "cp949", "johab": None,
    "cp949": "cp949", "shift_jis": "cp932", "shift_jis_2004": "cp932", "shift_jisx0213": "cp932",
    "cp932": "cp932", "euc_jis_2004": "euc-jp", "euc_jisx0213": "euc-jp", "latin_1": "cp1252",
    "big5hkscs": "big5hkscs", "utf_8": None, "ascii": None, "mac_cyrillic": "mac-cyrillic",
}  # fmt: skip


def _web_codec(name: str) -> str | None:
    if name in _WEB:
        return _WEB[name]
    dashed = name.replace("_", "-")
    return codec_for(dashed) or codec_for(dashed.replace("iso8859", "iso-8859"))


def _sample(body: bytes) -> bytes:
    """Words of the page without markup, around its first bytes that are not ASCII, and from further on."""
    parts: list[bytes] = []
    left = _SAMPLE
    for at in range(0, len(body), 4096):
        if not body[at : at + 4096].isascii():
            words = _TAG.sub(b" ", body[at : at + 4096])
            parts.append(words[: min(left, _SAMPLE // 2)])
            left -= len(parts[-1])
            if left <= 0:
                break
    return b" ".join(parts)


def _read(body: bytes, codec: str) -> str:
    decoder = codecs.getincrementaldecoder(codec)(errors="replace")
    return decoder.decode(body)
