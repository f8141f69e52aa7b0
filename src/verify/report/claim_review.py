"""The claim-review format: schema.org ClaimReview as JSON-LD, for the article's page.

What is reviewed is whether the cited source says what the article rests on it, never whether it is true: so
the rating has words and no number. Claims that could not be judged are left out, and so are those whose loss
no second look has confirmed.
https://schema.org/ClaimReview
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from verify.model.claim import claim_urn
from verify.model.registry import Article, Registry
from verify.model.run import Run
from verify.model.verdict import Status, Verdict
from verify.model.version import VERSION
from verify.report import json_v1
from verify.report.annotation import described
from verify.report.clean import clean

Json = dict[str, Any]
ASPECT = "whether the cited source says it; not whether it is true"
_RATINGS = {
    Status.holds: "The cited source says so",
    Status.altered: "The cited source says otherwise",
    Status.missing: "Not in the cited source",
}


def render(run: Run, registries: Sequence[Registry], reviewer: str = "") -> str:
    """One graph with a review for each claim that was judged. `reviewer` is the organisation that stands for
    it; without one the reviews have no author, and a search engine will not take them."""
    by_slug = {registry.slug: registry for registry in registries}
    open_ones = {item.subject for item in run.findings if item.unconfirmed}
    reviews = [
        _review(run, item, by_slug[item.claim.partition("/")[0]], reviewer)
        for item in run.verdicts
        if item.status in _RATINGS and item.claim not in open_ones
    ]
    told = json_v1.dumps({"@context": "https://schema.org", "@graph": reviews}, indent=2)
    return told.replace("<", "\\u003c") + "\n"  # it may be put into a <script> as it is


def _review(run: Run, item: Verdict, registry: Registry, reviewer: str) -> Json:
    looked = json_v1.moment(item.reading.at) if item.reading else None
    told: Json = {
        "@type": "ClaimReview",
        "claimReviewed": clean(item.text),
        "reviewAspect": ASPECT,
        "reviewRating": {"@type": "Rating", "alternateName": _RATINGS[item.status]},
        "reviewBody": clean(described(item)),
        "itemReviewed": {
            "@type": "Claim",
            "@id": claim_urn(item.claim),
            "text": clean(item.text),
            "appearance": _article(registry.article),
        },
        "author": {"@type": "Organization", "name": clean(reviewer)} if reviewer else None,
        "datePublished": json_v1.moment(run.started) or looked,
        "citation": _citation(item, registry),
        "creditText": f"verify {VERSION}",
    }
    return _given(told)


def _article(article: Article) -> Json:
    author = {"@type": "Person", "name": clean(article.author)} if article.author else None
    published = str(article.published) if article.published else None
    return _given(
        {
            "@type": "Article",
            "headline": clean(article.title),
            "url": article.url and clean(article.url),
            "author": author,
            "datePublished": published,
            "inLanguage": article.language,
        }
    )


def _citation(item: Verdict, registry: Registry) -> Json | None:
    """The page that decided, as it was read."""
    reading, evidence = item.reading, item.evidence
    if reading is None or evidence is None:
        return None
    reference = registry.reference_by_id[reading.reference]
    source = registry.source_by_id.get(reference.source)
    return _given(
        {
            "@type": "WebPage",
            "url": clean(evidence.url),
            "name": reference.title and clean(reference.title),
            "publisher": {"@type": "Organization", "name": clean(source.name)} if source else None,
            "datePublished": str(reference.published) if reference.published else None,
            "abstract": clean(evidence.excerpt) or None,
            "identifier": evidence.digest,
        }
    )


def _given(told: Json) -> Json:
    return {name: value for name, value in told.items() if value is not None}
