"""What is compared: each takes a page as bytes and gives its text."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version

from bs4 import BeautifulSoup

from verify.extract.document import extract
from verify.model.text import SourceText

Tool = Callable[[bytes], str]


def ours(body: bytes) -> str:
    """The whole of it: decoding, guards, text with zones, metadata, language, shortfall, markers."""
    found = extract(body, content_type="text/html; charset=utf-8", url="https://paper.example/news/1")
    return found.text if isinstance(found, SourceText) else ""


def soup(body: bytes) -> str:
    return BeautifulSoup(body, "html.parser").get_text()


def soup_spaced(body: bytes) -> str:
    return BeautifulSoup(body, "html.parser").get_text(" ")


def tools() -> tuple[dict[str, Tool], list[str]]:
    """Those that can run, by name, and why the others cannot."""
    found: dict[str, Tool] = {"verify": ours}
    missing = []
    for name, make in (("resiliparse", _resiliparse), ("trafilatura", _trafilatura)):
        try:
            found |= make()
        except ImportError:
            missing.append(f"{name}: not installed (requirements/bench.txt)")
    found[f"BeautifulSoup {version('beautifulsoup4')}, html.parser, get_text()"] = soup
    found["the same, get_text(' ')"] = soup_spaced
    return found, missing


def _resiliparse() -> dict[str, Tool]:
    plain_text = import_module("resiliparse.extract.html2text").extract_plain_text
    parse = import_module("resiliparse.parse.html").HTMLTree.parse_from_bytes
    name = f"resiliparse {version('resiliparse')}"
    return {
        f"{name}, all text": lambda body: str(plain_text(parse(body, "utf-8"), preserve_formatting=False)),
        f"{name}, main content": lambda body: str(plain_text(parse(body, "utf-8"), main_content=True)),
    }


def _trafilatura() -> dict[str, Tool]:
    extracted = import_module("trafilatura").extract
    name = f"trafilatura {version('trafilatura')}"
    return {
        name: lambda body: str(extracted(body) or ""),
        f"{name}, favor_recall": lambda body: str(extracted(body, favor_recall=True) or ""),
    }
