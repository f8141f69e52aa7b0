"""check --explain as text: steps in order, cleaned."""

from verify.match.trace import Weighed
from verify.model.availability import Availability, Sight
from verify.model.match import Axis, Check, Edit, EditKind, Outcome
from verify.model.verdict import Remark, Severity, Status, Verdict
from verify.report.explained import Step, render

EDIT = Edit(EditKind.negation, "", "not")
CHECK = Check(Axis.wording, Outcome.altered, (3, 9), "said no", edits=(EDIT,), reason="a not")
VERDICT = Verdict(
    "s/c", "He said \x1b[2Jso.", Status.altered, Severity.error, "a not",
    (Remark("wording-meaning", Severity.error, "a not"),),
)  # fmt: skip


def step(reference: str, url: str | None = "https://a.example/", reason: str = "") -> Step:
    weighed = Weighed(Axis.wording, (3, 9), "said\nno", Outcome.altered, "negation", 0.9, chosen=True)
    sight = Sight(Availability.ok, "HTTP 200") if url else None
    rules = [] if reason else [(CHECK, "wording-meaning", "altered")]
    return Step(reference, url, "own", sight, 120, "en", "x/1, m/1", reason, rules, [weighed])


def test_steps_stand_in_order_and_a_reference_is_named_once() -> None:
    shown = render(VERDICT, [("quote", "said so")], [step("a"), step("a"), step("b", None, "private")])
    for part in (
        "s/c",
        "quote     said so",
        "reference a",
        "> 3-9 0.90 altered: “said no”",
        "altered -> altered",
    ):
        assert part in shown
    assert shown.count("reference a") == 1
    assert shown.index("reference b") < shown.index("  private") < shown.index("verdict   altered, error")
    assert "\x1b" not in shown
    assert "negation: “” / “not”" in shown
