"""A new registry with comments that show how to fill it in, and the schema that editors check it with."""

from __future__ import annotations

from importlib.resources import files

from verify.registry.yaml_text import scalar

SCHEMA_NAME = "references.schema.json"

_SKELETON = """\
# yaml-language-server: $schema={schema}
#
# What this article leans on. `verify lint` says what is wrong with this file, `verify audit` what its
# sources say now. Keep {schema} beside it: editors read it to complete and check keys.
version: 1
slug: {slug}
article:
  title: {title}
  {url}
  # author: who wrote it
  # published: 2018-06                # a year, month or day
  # language: en

sources:                              # who said or published something
  # ap: {{name: Associated Press, kind: news agency, aliases: [AP]}}

references:                           # the cited works
  # - id: ap-2018-05-17
  #   source: ap
  #   title: the work's title
  #   url: https://example.org/story
  #   published: 2018-05-17
  #   accessed: 2018-06-01            # when the author read it, if not about when the article came out
  #   language: en
  #   copies:                         # mirror, repost or translation
  #     - {{url: https://example.net/same-story, role: repost}}
  # - id: letter
  #   source: ap
  #   access: private                 # or unlocated: published, but no address is known

claims:                               # what the article says on their strength, in the article's order
  # - id: ap-words
  #   references: [ap-2018-05-17]     # [] where the article names none
  #   text: the article's sentence, word for word
  #   quote: the words between its quotation marks
  #   speaker: [who said it, another spelling]
  #   figure: 50 people               # a number, as the article words it
  #   about: [words, beside, it]
"""


def skeleton(*, slug: str, title: str, url: str) -> str:
    """The text of a new references.yaml that lints clean, where slug and url are well formed.

    Without a title a placeholder stands in, without a URL a commented line.
    """
    line = f"url: {scalar(url)}" if url else "# url: https://example.org/the-article"
    shown = scalar(title or "Title of the article")
    return _SKELETON.format(schema=SCHEMA_NAME, slug=scalar(slug), title=shown, url=line)


def schema_text() -> str:
    """The JSON Schema (2020-12) of references.yaml, to be written beside a new registry."""
    return files("verify.registry").joinpath(SCHEMA_NAME).read_text(encoding="utf-8")
