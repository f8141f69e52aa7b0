from __future__ import annotations

from tests.memento.given import PLAIN, PYWB, URL, answer, moment

from verify.memento.timegate import Gate, gate_request, read_gate
from verify.model.memento import Capture
from verify.model.snapshot import Hop

AT = f"{PYWB.base}{URL}"


def captured(stamp: str) -> Capture:
    at = moment(stamp)
    return Capture(URL, at, f"{PYWB.base}{at:%Y%m%d%H%M%S}id_/{URL}", "pywb")


def link(stamp: str, rel: str) -> str:
    at = moment(stamp)
    return f'<{PYWB.base}{at:%Y%m%d%H%M%S}mp_/{URL}>; rel="{rel}"; datetime="{at:%a, %d %b %Y %H:%M:%S GMT}"'


def gate(hop: Hop) -> Gate:
    return read_gate(hop, PYWB, URL)


def test_what_a_gate_is_asked() -> None:
    request = gate_request(PYWB, f"{URL}#part", moment("20180517"))
    assert request.url == AT
    assert request.headers == (("Accept-Datetime", "Thu, 17 May 2018 00:00:00 GMT"),)
    assert (request.follow, request.robots) == (False, False)


def test_a_gate_that_redirects() -> None:
    links = ", ".join(
        [
            f'<{URL}>; rel="original"', link("2015", "first memento"), link("2016", "prev memento"),
            link("2017", "memento"), link("2018", "next memento"), link("2020", "last memento"),
        ]
    )  # fmt: skip
    hop = answer(b"", 302, {"Location": f"{PYWB.base}20170101000000/{URL}", "Link": links}, AT)
    assert gate(hop) == Gate(*(captured(year) for year in ("2017", "2015", "2020", "2016", "2018")))


def test_relative_places_and_several_link_fields() -> None:
    hop = answer(b"", 302, {"Location": f"/all/20170101000000/{URL}"}, AT)
    two = Hop(**{**hop.__dict__, "headers": (*hop.headers, ("Link", link("2015", "first memento")),
                                             ("link", link("2020", "last memento")))})  # fmt: skip
    assert gate(two) == Gate(captured("2017"), captured("2015"), captured("2020"))


def test_a_gate_that_serves_the_memento_itself() -> None:
    said = {
        "Memento-Datetime": "Sun, 01 Jan 2017 00:00:00 GMT",
        "Content-Location": f"{PYWB.base}20170101000000/{URL}",
    }
    assert gate(answer(b"page", 200, said, AT)).nearest == captured("2017")
    own = answer(b"page", 200, {"Memento-Datetime": "Sun, 01 Jan 2017 00:00:00 GMT"}, AT)
    assert gate(own).nearest == Capture(URL, moment("2017"), AT, "pywb")


def test_pywbs_frame_names_the_capture_in_its_links() -> None:
    """Written down from pywb 2.10: 200, no Memento-Datetime, no Content-Location."""
    hop = answer(b"<frameset>", 200, {"Link": f'<{URL}>; rel="original", {link("2017", "memento")}'}, AT)
    assert gate(hop) == Gate(nearest=captured("2017"))


def test_what_names_no_capture() -> None:
    assert gate(answer(b"", 302, {"Location": "http://pywb.example/login"}, AT)) == Gate()
    assert gate(answer(b"page", 200, {}, AT)) == Gate()
    assert gate(answer(b"", 302, {"Location": "http://[oops"}, AT)) == Gate()


def test_an_archive_with_other_addresses() -> None:
    hop = answer(b"", 302, {"Location": "/r/abc", "Memento-Datetime": "Sun, 01 Jan 2017 00:00:00 GMT"},
                 f"{PLAIN.base}{URL}")  # fmt: skip
    assert read_gate(hop, PLAIN, URL).nearest == Capture(
        URL, moment("2017"), "http://plain.example/r/abc", "plain"
    )
