"""What each rule means and what to do about it: the one place for help texts, in SARIF and elsewhere.

A rule is the id of a finding. Levels of the rules that come from checks are those of the decision table; ids
and levels are output contract. A test proves that every id the program can emit stands here.
"""

from __future__ import annotations

from dataclasses import dataclass

from verify.judge.table import TABLE
from verify.model.verdict import Severity


@dataclass(frozen=True)
class Rule:
    """`title` names the finding in a few words, `meaning` says when it is raised, `mend` what to do."""

    id: str
    level: Severity
    title: str
    meaning: str
    mend: str


def rule(wanted: str) -> Rule:
    """The rule of that id. One without a text here is told by its id alone: a report never fails for it."""
    return _BY_ID.get(wanted) or Rule(wanted, Severity.warning, wanted, wanted, "See the message.")


_REWORD = (
    "Quote the source's own words, mark what was changed with [ ] or …, or take the quotation marks away."
)
_LOOK = "Read the sentence that is shown with it; correct the article or name another reference."
_AGAIN = (
    "Run the audit again later, add a copy that can be read, or supply the page by hand (`verify import`)."
)

_OF_CHECKS: dict[str, tuple[str, str, str]] = {
    "wording-spelling": (
        "Only spelling differs",
        "The quoted words stand in the source and differ by spelling or house style alone.",
        "Nothing has to be done; to be exact, take over the source's spelling.",
    ),
    "wording-meaning": (
        "The quote changes the meaning",
        "A number, a negation, a hedge or the attribution of the quoted words is not as in the source.",
        _REWORD,
    ),
    "wording-function-words": (
        "Small words of the quote differ",
        "Only small words (articles, prepositions and the like) differ between the quote and the source.",
        _REWORD,
    ),
    "wording-words": (
        "Words of the quote differ",
        "Words were added to the quote, left out of it or replaced, and nothing in it says so.",
        _REWORD,
    ),
    "wording-altered": (
        "The quote stands otherwise",
        "The source has the sentence, and not in the quoted words.",
        _REWORD,
    ),
    "wording-partial": (
        "Only a part of the quote stands",
        "The source, read in full, holds a part of the quoted words and not the rest.",
        "Quote only what stands there, or name the reference that has the rest.",
    ),
    "wording-missing": (
        "The quote is not in the source",
        "The source's own page was read in full, and the quoted words are not on it.",
        "Name the reference that has the words; `verify history` tells whether they once stood here.",
    ),
    "figure-overlaps": (
        "The source hedges the figure",
        "The figures agree only with a bound or a hedge that the claim leaves out, as in “more than 50”.",
        "Take the bound or the hedge over into the article.",
    ),
    "figure-differs": (
        "The source gives another figure",
        "The source's figure of the same thing and unit cannot be the article's.",
        _LOOK,
    ),
    "figure-missing": (
        "The figure is not in the source",
        "The source's own page was read in full and gives no such figure of what the claim is about.",
        "Name the reference that gives it. If it was computed, say so and leave `figure` out.",
    ),
    "figure-turned": (
        "The figure's sentence may say otherwise",
        "The figure stands in the source, in a sentence that denies it or turns it round.",
        _LOOK,
    ),
    "speaker-narrator": (
        "The source says it in its own voice",
        "The words stand in the source outside any quotation, and the article gives them to a person.",
        "Give the words to the source, or name the reference that quotes the person.",
    ),
    "speaker-unnamed": (
        "The source does not name the speaker",
        "The words are quoted in the source, and nothing there says whose they are.",
        "Name the reference that names the speaker, or say in the article that it is not named.",
    ),
    "speaker-other": (
        "Somebody else said it",
        "The source gives the quoted words to another speaker than the article does.",
        "Correct the attribution. If it is another name of the same person, add it under `speaker`.",
    ),
    "passage-moved": (
        "The pinned passage moved",
        "The passage that was pinned stands unchanged at another place of the page.",
        "Nothing has to be done; `verify pin` renews what stands before and after it.",
    ),
    "passage-altered": (
        "The pinned passage was changed",
        "The passage that carries the claim stands on the page in other words than when it was pinned.",
        "Read it as it is now (`verify diff`). If the claim still holds, pin it anew; else correct it.",
    ),
    "passage-partial": (
        "A part of the pinned passage is gone",
        "The page, read in full, holds only a part of the passage that was pinned.",
        "Read the page as it is now (`verify diff`); pin it anew, correct the article or cite a capture.",
    ),
    "passage-missing": (
        "The pinned passage is gone",
        "The page was read in full, and the passage that carries the claim is not on it any more.",
        "`verify rescue` finds captures and copies that still have it.",
    ),
    "when-differs": (
        "The source gives another date",
        "The date that the source gives for it cannot be the article's.",
        _LOOK,
    ),
    "wording-cut": (
        "What was left out may matter",
        "The words stand as quoted; what stands around them or under an ellipsis may take them back.",
        _LOOK,
    ),
    "undecided": (
        "A program cannot decide it",
        "The check came to no answer, and the message says why: arithmetic, a language, no marker of speech.",
        "Read the source. `verify pin` ties the claim to the passage that carries it.",
    ),
}  # fmt: skip

_OTHERS: dict[str, tuple[Severity, str, str, str]] = {
    "unknown": (
        Severity.warning,
        "The source could not be read",
        "The page could not be read in full, so nothing is said of the claim: it is not called missing.",
        _AGAIN,
    ),
    "unverifiable": (
        Severity.note,
        "Nothing a program can decide",
        "The claim gives a program nothing to compare, or its source is private or in another language.",
        "Add a quote or a figure, or pin the passage that carries it with `verify pin`.",
    ),
    "contradicted": (
        Severity.warning,
        "Another reference says otherwise",
        "One reference carries the claim, and another of its references says something else.",
        "Read both; the article may have to say that its sources differ.",
    ),
    "read-from-copy": (
        Severity.note,
        "Read from a copy",
        "The reference's own page could not be read; a mirror, repost or translation carries the claim.",
        "Nothing has to be done. A copy can carry a claim; that it lacks one is never called missing.",
    ),
    "supplied-by-hand": (
        Severity.warning,
        "Rests on a page supplied by hand",
        "The page was saved by a person and not fetched by the program; nothing proves where it came from.",
        "Have the page saved by a public archive (`verify save`), or look again when it can be read.",
    ),
    "captured-by-others": (
        Severity.note,
        "Rests on somebody else's capture",
        "The page was taken out of a WARC or WACZ that another tool made.",
        "Nothing has to be done; `verify archive check FILE` says what such a file proves.",
    ),
    "reference-moved": (
        Severity.note,
        "The reference moved for good",
        "Every redirect on the way to the page is permanent.",
        "Put the new address into references.yaml, and keep the old one as a copy if it still answers.",
    ),
}  # fmt: skip

RULES: tuple[Rule, ...] = (
    *(
        Rule(row.rule, row.severity, *_OF_CHECKS[row.rule])
        for row in TABLE
        if row.severity is not Severity.none
    ),
    *(Rule(name, *texts) for name, texts in _OTHERS.items()),
)
"""Every rule that a finding can have, in the order of the decision table."""

_BY_ID = {each.id: each for each in RULES}
