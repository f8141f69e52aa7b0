"""Speaker cases kept apart: written before the rules were tuned, never tuned on.

(the claim's names, source text with the passage in [[ ]], the outcome a careful editor would give)
"""

HELD_OUT: list[tuple[tuple[str, ...], str, str]] = [
    (("Lena Hart",), "“[[We kept walking]],” recalled Lena Hart, who was nine at the time.", "same"),
    (("Lena Hart",), "“[[We kept walking]],” recalled her brother Tom.", "other"),
    (("Lena Hart",), "Hart paused. “[[We kept walking]],” she said.", "same"),
    (("Lena Hart",), "“The road was empty,” Hart said, “[[but we kept walking]].”", "same"),
    (
        ("Lena Hart",),
        "“The road was empty,” Hart said. Tom Reed nodded. “[[We kept walking]],” he added.",
        "other",
    ),
    (
        ("Lena Hart",),
        "The family kept walking. [[No one spoke for hours]]. Hart said so years later.",
        "narrator",
    ),
    (("Lena Hart",), "[[No one spoke for hours]], Hart recalled.", "same"),
    (("Lena Hart",), "[[No one spoke for hours]], the driver recalled.", "other"),
    (("Lena Hart",), "In her memoir, Hart writes that [[no one spoke for hours]].", "same"),
    (("Lena Hart",), "According to two officials, [[no one spoke for hours]].", "unnamed"),
    (("Lena Hart",), "According to the journalist Tom Reed, [[no one spoke for hours]].", "other"),
    (("Lena Hart",), "A lawyer for Hart said [[no one spoke for hours]].", "other"),
    (("Lena Hart",), "Asked about the night, Hart replied: “[[We kept walking]].”", "same"),
    (("Lena Hart",), "“[[We kept walking]],” the woman said.", "undecided"),
    (("Lena Hart",), "“[[We kept walking]].”", "undecided"),
    (
        ("the Foreign Ministry", "Foreign Ministry"),
        "The Foreign Ministry said in a statement that [[talks would go on]].",
        "same",
    ),
    (
        ("the Foreign Ministry", "Foreign Ministry"),
        "The Interior Ministry said in a statement that [[talks would go on]].",
        "other",
    ),
    (
        ("the Foreign Ministry", "Foreign Ministry"),
        "[[Talks would go on]], a source close to the talks said.",
        "unnamed",
    ),
    (("neighbors",), "The couple was denounced by neighbors for [[playing loud music]].", "same"),
    (("neighbors",), "The couple was denounced by a landlord for [[playing loud music]].", "other"),
    (("Yermek Aliyev",), "“[[The border was closed]],” Ermek Aliev told reporters.", "same"),
    (("Aizhan Omarova",), "“[[The border was closed]],” said Ayzhan Omarova.", "same"),
    (("Aizhan Omarova",), "“[[The border was closed]],” said Dina Omarova.", "other"),
    (("Lena Hart",), 'Reed asked her why. "[[We had no choice]]," Hart answered.', "same"),
    (("Lena Hart",), "Hart was quiet at first.\n“[[We had no choice]],” she told me later.", "same"),
    (("Lena Hart",), "‘[[We had no choice]],’ said Hart.", "same"),
    (("Lena Hart",), "It was, Hart said, “[[the longest night]]” of her life.", "same"),
    (("Lena Hart",), "Reed called it “[[the longest night]]” of his life.", "other"),
    (("Lena Hart",), "[[She kept walking]], and nobody stopped her.", "narrator"),
    (("Lena Hart",), "Hart is said to have kept quiet, but [[she kept walking]].", "narrator"),
]
