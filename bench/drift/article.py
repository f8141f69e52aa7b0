"""A page with five claims on it, as a list of paragraphs that revisions can change and a site can dress."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bench.pages import Page, page

from verify.model.claim import Claim, Selector

QUOTED, FIGURE, PINNED, SPOKEN, TOLD = "quoted", "figure", "pinned", "spoken", "told"
_AT = {QUOTED: 10, FIGURE: 22, PINNED: 34, SPOKEN: 46, TOLD: 58}
OFFICE, COMPANY = "district office", "ferry company"
_QUOTED = (
    "Volunteers from the rescue station searched {n} caves under the western ridge and found one tent.",
    "In spring the seed bank planted {n} rows of old barley behind the chapel to see which would ripen.",
    "Members of the choir copied {n} songs by hand after the printer in the capital closed its doors.",
)
_PINNED = (
    "Engineers who drained the reservoir measured {n} cracks in the dam and shut the tunnel for a month.",
    "A clerk with a borrowed lamp sorted {n} maps by the year in which their makers had died.",
    "Shepherds on the far side of the pass vaccinated {n} goats within two days of the first sick kid.",
)
_SPOKEN = (
    "our lawyers opened {n} letters that the tax bureau had kept in a cellar since the war",
    "the surveyors marked {n} trees with chalk, and rain washed every mark away within the week",
    "we answered {n} complaints about the new siren, most of them from people who keep bees",
)
_TOLD = (
    "its captains cancelled {n} crossings in one winter because the piers were coated with ice",
    "passengers returned {n} umbrellas that had drifted under the benches of the upper deck",
    "divers lifted {n} anchors out of the silt before the dredger could break its teeth on them",
)


@dataclass(frozen=True)
class Dress:
    """What a site puts around an article, and how; none of it is the article's own."""

    headline: str = "A year in the valley"
    menu: tuple[str, ...] = ("news", "sport", "weather", "archive")
    teasers: tuple[str, ...] = ("Bridge works begin", "Late frost again")
    layout: str = "article"  # or boxes, table
    styled: bool = False
    curly: bool = True
    wide: bool = False  # no-break spaces and line breaks where there were spaces
    stamp: int = 0
    charset: str = "utf-8"


@dataclass(frozen=True)
class Article:
    """`sentences` in their order; `own` says at which index each claim's sentence stands, None: nowhere."""

    number: int
    sentences: tuple[str, ...]
    own: dict[str, int | None]
    notes: tuple[str, ...] = ()
    gone: bool = False  # the site answers with a page that says so, and status 200
    dress: Dress = Dress()

    def sentence(self, claim: str) -> str:
        at = self.own[claim]
        assert at is not None
        return self.sentences[at]

    def with_sentence(self, claim: str, text: str) -> Article:
        at = self.own[claim]
        return replace(
            self, sentences=tuple(text if n == at else old for n, old in enumerate(self.sentences))
        )


def article(number: int) -> Article:
    """The page `number` of bench/pages.py with sentences of another make in it: one to quote, one to pin, one
    spoken by somebody and one told by somebody. The one with a figure is the page's own and has siblings."""
    told: Page = page(number)
    sentences = list(told.sentences)
    count, which = 20 + number * 7 % 900, number % len(_QUOTED)
    sentences[_AT[QUOTED]] = _QUOTED[which].format(n=count)
    sentences[_AT[PINNED]] = _PINNED[which].format(n=count + 1)
    spoken, heard = _SPOKEN[which].format(n=count + 2), _TOLD[which].format(n=count + 3)
    sentences[_AT[SPOKEN]] = f"“{spoken},” said the {OFFICE} in its yearly letter."
    sentences[_AT[TOLD]] = f"The {COMPANY} said that {heard}."
    return Article(number, tuple(sentences), dict(_AT))


def claims(base: Article) -> tuple[Claim, ...]:
    """One claim on each of the five sentences, all of which hold on the page as it is first."""
    reference = (reference_id(base),)
    quoted = base.sentence(QUOTED).rstrip(".")
    spoken = base.sentence(SPOKEN).split("”")[0].removeprefix("“").rstrip(",")
    told = base.sentence(TOLD).split(" said that ")[1].rstrip(".")
    return (
        Claim(QUOTED, reference, f"It was reported: “{quoted}.”", quote=(quoted,)),
        _figure(base, reference),
        Claim(PINNED, reference, "A paraphrase.", passage=_pin(base)),
        Claim(SPOKEN, reference, f"The {OFFICE} said: “{spoken}.”", quote=(spoken,), speaker=(OFFICE,)),
        Claim(TOLD, reference, f"The {COMPANY} said “{told}.”", quote=(told,), speaker=(COMPANY,)),
    )


def _figure(base: Article, reference: tuple[str, ...]) -> Claim:
    words = base.sentence(FIGURE).split()
    at = next(n for n, word in enumerate(words) if word.isdigit())
    figure = " ".join(words[at : at + 3])
    return Claim(FIGURE, reference, f"There were {figure}.", figure=figure, about=(words[at + 2],))


def _pin(base: Article) -> Selector:
    before, after = base.sentences[_AT[PINNED] - 1][-30:], base.sentences[_AT[PINNED] + 1][:30]
    return Selector(base.sentence(PINNED), f"{before} ", f" {after}")


def reference_id(base: Article) -> str:
    return f"page-{base.number}"


def url_of(base: Article) -> str:
    return f"https://valley.example/news/{base.number}"
