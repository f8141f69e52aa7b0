from __future__ import annotations

from tests.memento.given import PLAIN, PYWB, URL, moment

from verify.memento.timemap import read_timemap
from verify.model.memento import Capture

ADDRESS = f"{PYWB.base}timemap/link/{URL}"
# Written down from pywb 2.10.
PYWB_SAID = f"""\
<{ADDRESS}>; rel="self"; type="application/link-format"; from="Wed, 04 Mar 2026 05:09:07 GMT",
<{PYWB.base}{URL}>; rel="timegate",
<{URL}>; rel="original",
<{PYWB.base}20260304050907mp_/{URL}>; rel="memento"; datetime="Wed, 04 Mar 2026 05:09:07 GMT";license="x",
<{PYWB.base}20260304051107mp_/{URL}>; rel="last memento"; datetime="Wed, 04 Mar 2026 05:11:07 GMT"
"""


def test_mementos_are_captures_whose_raw_bytes_have_an_address() -> None:
    found = read_timemap(PYWB_SAID.encode(), PYWB, ADDRESS)
    assert (found.usable, found.unread, found.further) == (True, 0, ())
    first, last = found.captures
    assert first == Capture(URL, moment("20260304050907"), f"{PYWB.base}20260304050907id_/{URL}", "pywb")
    assert last.at == moment("20260304051107")


def test_the_original_captured_may_differ_from_the_one_asked_for() -> None:
    said = f'<{PYWB.base}20260304050907/https://www.press.example/river>; rel="memento"'
    (found,) = read_timemap(said.encode(), PYWB, ADDRESS).captures
    assert (found.url, found.at) == ("https://www.press.example/river", moment("20260304050907"))


def test_an_archive_with_other_addresses_is_read_under_them() -> None:
    said = f'<{URL}>; rel="original", </r/abc>; rel="memento"; datetime="Wed, 04 Mar 2026 05:09:07 GMT"'
    (found,) = read_timemap(said.encode(), PLAIN, f"{PLAIN.base}timemap/link/{URL}").captures
    assert (found.url, found.raw) == (URL, "http://plain.example/r/abc")


def test_further_pages_are_named_on_the_same_host_only() -> None:
    said = (
        f'<{ADDRESS}>; rel="self", <{ADDRESS}>; rel="timemap", </all/timemap/2/link/x>; rel="timemap",'
        '<http://elsewhere.example/timemap>; rel="timemap", </all/timemap/2/link/x>; rel="next timemap"'
    )
    assert read_timemap(said.encode(), PYWB, ADDRESS).further == ("http://pywb.example/all/timemap/2/link/x",)


def test_what_cannot_be_read_is_counted_and_what_is_no_timemap_is_named() -> None:
    said = f'<{URL}>; rel="original", <http://pywb.example/x>; rel="memento"; datetime="long ago"'
    found = read_timemap(said.encode(), PYWB, ADDRESS)
    assert (found.captures, found.unread, found.usable) == ((), 1, True)
    for body in (b"<html><body>Not found</body></html>", b"", b"\xff\xfe", b'<a>; rel="stylesheet"'):
        assert not read_timemap(body, PYWB, ADDRESS).usable


def test_raw_bytes_of_an_archive_that_names_itself_otherwise_are_asked_for_there() -> None:
    """Not its frame for people, in which no word of the page stands."""
    for place in (
        "http://inner.example:8080/all/20260304050907mp_/",
        "http://inner.example:8080/all/20260304050907/",
    ):
        said = f'<{URL}>; rel="original", <{place}{URL}>; rel="memento"'
        (found,) = read_timemap(said.encode(), PYWB, ADDRESS).captures
        assert found.raw == f"http://inner.example:8080/all/20260304050907id_/{URL}"
        assert (found.url, found.at) == (URL, moment("20260304050907"))
    said = f'<{URL}>; rel="original", <https://archive.ph/20260304050907/{URL}>; rel="memento"'
    (none,) = read_timemap(said.encode(), PYWB, ADDRESS).captures
    assert none.raw == f"https://archive.ph/20260304050907/{URL}"
