"""The own texts of a split, with slots: places at which a sentence can be edited by hand-written words.

A line is a sentence, an empty line ends a paragraph, `# language: topic` (or `# topic`, English) begins a
topic. `~` begins a sibling: a sentence on the topic that no text holds. `{kind|source|quote|quote…}` is a
slot: the words of the source, then one or more forms in which a quote may have them. `¦` is a place at which
a fragment may begin.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
_SLOT = re.compile(r"\{([^|{}]+)\|([^{}]*)\}|(¦)")


@dataclass(frozen=True)
class Slot:
    """text[start:end] of the sentence may be replaced by one of `others`."""

    kind: str
    start: int
    end: int
    others: tuple[str, ...]


@dataclass(frozen=True)
class Sentence:
    """A sentence as a source has it; `cut` is where a fragment may begin, None where nowhere."""

    text: str
    slots: tuple[Slot, ...]
    cut: int | None = None


@dataclass
class Paragraph:
    topic: str
    language: str
    sentences: list[Sentence] = field(default_factory=list)
    siblings: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.joint.join(sentence.text for sentence in self.sentences)

    @property
    def joint(self) -> str:
        """What stands between two sentences."""
        return "" if self.language == "zh" else " "


def paragraphs(name: str) -> list[Paragraph]:
    """The paragraphs of texts/<name>.txt, in order."""
    found: list[Paragraph] = []
    topic, language = "", "en"
    fresh = True
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            topic = line[1:].strip()
            language = topic[:2] if topic[2:3] == ":" else "en"
            fresh = True
        elif not line.strip():
            fresh = True
        else:
            if fresh:
                found.append(Paragraph(topic, language))
                fresh = False
            _take(found[-1], line)
    return found


def _take(paragraph: Paragraph, line: str) -> None:
    if line.startswith("~"):
        paragraph.siblings.append(line[1:].strip())
    else:
        paragraph.sentences.append(sentence(line))


def sentence(line: str) -> Sentence:
    """One marked-up line."""
    text, at = "", 0
    slots: list[Slot] = []
    cut = None
    for found in _SLOT.finditer(line):
        text += line[at : found.start()]
        at = found.end()
        if found.group(3):
            cut = len(text)
            continue
        source, *others = found.group(2).split("|")
        slots.append(Slot(found.group(1), len(text), len(text) + len(source), tuple(others)))
        text += source
    return Sentence(text + line[at:], tuple(slots), cut)
