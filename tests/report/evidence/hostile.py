"""Strings that try to become markup, script, style, an address or a request, and a dossier made of them.

Each one sets `window.reached` or opens a dialog where it runs, or asks for `/reached` where it is loaded.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from itertools import product
from typing import Any

from verify.model.claim import Acceptance
from verify.model.finding import Finding
from verify.model.text import SourceText
from verify.report.evidence.case import Case, Dossier

_RUN = "window.reached=1"
_ELEMENTS = (
    f"<script>{_RUN}</script>",
    f"<ScRiPt>{_RUN}</sCrIpT>",
    "<script src=/reached></script>",
    f"<img src=x onerror={_RUN}>",
    f"<img src=x onerror='{_RUN}'//",
    "<img src=/reached>",
    f"<svg onload={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f"<body onload={_RUN}>",
    f"<details open ontoggle={_RUN}><summary>x</summary></details>",
    f"<input autofocus onfocus={_RUN}>",
    f"<video><source onerror={_RUN}></video>",
    f"<audio src=x onerror={_RUN}>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={_RUN}>",
    f"<noscript><p title='</noscript><img src=x onerror={_RUN}>'>",
    f"<template><script>{_RUN}</script></template>",
    "<iframe src=javascript:parent.reached=1></iframe>",
    "<iframe srcdoc='<script>parent.reached=1</script>'></iframe>",
    "<object data=/reached></object>",
    "<embed src=/reached>",
    "<base href=//reached.example/>",
    "<link rel=stylesheet href=/reached>",
    "<meta http-equiv=refresh content='0;url=/reached'>",
    "<style>@import url(/reached);</style>",
    "<style>*{background:url(/reached)}</style>",
    "<form action=/reached><button autofocus>x</button></form>",
    f"<a href=javascript:{_RUN} id=reached>x</a>",
    f"<marquee onstart={_RUN}>x</marquee>",
    "<dialog open><h1>x</h1></dialog>",
    "<script>alert(1)</script>",
    "<script>import('/reached')</script>",
)
_ENDINGS = (
    "{}",
    '">{}',
    "'>{}",
    "</title></style></script>{}",
    "--></textarea></noscript>{}",
    "]]></bdi></main>{}",
)
_OTHERS = (
    f"javascript:{_RUN}",
    f"JavaScript:{_RUN}",
    f"java\tscript:{_RUN}",
    f" javascript:{_RUN}",
    f"\x01javascript:{_RUN}",
    f"data:text/html,<script>{_RUN}</script>",
    f"vbscript:{_RUN}",
    f'https://a.example/" onmouseover="{_RUN}',
    f"https://a.example/' onmouseover='{_RUN}",
    f"https://a.example/><script>{_RUN}</script>",
    f"//a.example/{_RUN}",
    "https://user:secret@a.example/",
    f"javascript://a.example/%0a{_RUN}",
    "https://a.example/\u202egnp.exe",
    f'" autofocus onfocus="{_RUN}',
    f"' style='x:expression({_RUN})",
    f"x onerror={_RUN}",
    f"`onload={_RUN}",
    "{{constructor.constructor('x')()}}",
    f"${{{_RUN}}}",
    f"'-({_RUN})-'",
    f"\\u003cscript>{_RUN}</script>",
    f"+ADw-script+AD4-{_RUN}+ADw-/script+AD4-",
    f"\uff1cscript\uff1e{_RUN}\uff1c/script\uff1e",
    f"<\x00script>{_RUN}</script>",
    f"<scr\u00adipt>{_RUN}</script>",
    f"<\u200bscript>{_RUN}</script>",
    f"<script\u2028>{_RUN}</script>",
    f"&#60;script&#62;{_RUN}&#60;/script&#62;",
    "<!--",
    "-->",
    "<![CDATA[",
    "<",
    ">",
    '"',
    "'",
    "&",
    "&amp",
    "&#0;",
    "\ud800",
    "\ufffe",
    "\u202e\u2066\u2067",
    "\x1b]0;x\x07",
    "\r\n\r\n<script>",
    "a" * 5_000,
    "\U0001f3f4\U000e0067\U000e007f",
    "*{}</style",
    "/*",
    "//",
    "\\",
)


def vectors() -> tuple[str, ...]:
    """More than 200 of them, all different."""
    framed = tuple(ending.format(element) for element, ending in product(_ELEMENTS, _ENDINGS))
    return tuple(dict.fromkeys((*_OTHERS, *framed)))


def poisoned(value: Any, take: Callable[[], str]) -> Any:
    """`value` with every string in it replaced, however deep; a page's text keeps its length."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return take()
    if isinstance(value, SourceText):
        bad = take()
        return dataclasses.replace(value, text=(bad * (len(value.text) // len(bad) + 1))[: len(value.text)])
    if isinstance(value, Mapping):
        return {key: poisoned(item, take) for key, item in value.items()}
    if isinstance(value, tuple):
        items = [poisoned(item, take) for item in value]
        return type(value)(*items) if hasattr(value, "_fields") else tuple(items)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {one.name: getattr(value, one.name) for one in dataclasses.fields(value) if one.init}
        return dataclasses.replace(value, **{name: poisoned(item, take) for name, item in fields.items()})
    assert value is None or isinstance(value, int | float | dt.date), value
    return value


def hostile(sample: Dossier, chosen: tuple[str, ...]) -> Dossier:
    """For each vector chosen a claim that is made of it; and vectors in everything around the claims."""
    known = Acceptance("altered", "somebody", "a note", None, "sha256:0")
    patterns = [
        dataclasses.replace(case, findings=tuple(_noted(item, known) for item in case.findings))
        for case in sample.cases
    ]
    cases = tuple(
        _case(patterns[number % len(patterns)], vector, number) for number, vector in enumerate(chosen)
    )
    endless = _cycle(chosen)
    around = dataclasses.replace(sample, cases=())
    made: Dossier = poisoned(around, lambda: next(endless))
    return dataclasses.replace(made, cases=cases)


def _noted(item: Finding, known: Acceptance) -> Finding:
    return dataclasses.replace(item, accepted=known, unconfirmed=True)


def _case(pattern: Case, vector: str, number: int) -> Case:
    made: Case = poisoned(pattern, lambda: vector)
    verdict = dataclasses.replace(made.verdict, claim=f"{vector}/{number}")
    return dataclasses.replace(made, verdict=verdict, change=pattern.change)


def _cycle(strings: tuple[str, ...]) -> Iterator[str]:
    while True:
        yield from strings
