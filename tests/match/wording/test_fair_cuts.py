"""Fair cuts: fragments as journalism takes them. Sources are sentences of ours, quotes parts of them."""

from __future__ import annotations

import pytest
from tests.match.wording.wording_cases import ask

from verify.match.wording.doubts import opened
from verify.model.match import Outcome

CUT = " | "
"""Parts the words that are quoted from those that are left away."""

BEHIND = (  # the quote is what stands before the mark
    ("en", "The bakery gave bread to the soldiers | , and the baker warned them that the wood was his."),
    ("en", "The owners have raised the wages of the weavers | , but the canteen stays closed."),
    ("en", "Farmers on the left bank welcomed the decision | , which had been postponed four times."),
    ("en", "Rents fell in every district of the capital | , where they had risen for a decade."),
    ("en", "The letter was signed by Ioan Fell | , who went to the doctors himself."),
    ("en", "The letter was signed by Ioan Fell | , the deputy minister."),
    ("en", "The board kept the money for the lower sluice | , a cheap wooden gate at Hale Mill."),
    ("en", "The gates of the sluice rose | whenever the pressure dropped."),
    ("en", "The alarm was set off by a power cut | in March."),
    ("en", "The alarm was set off by a power cut | on 12 March."),
    ("en", "The alarm was set off by a power cut | , on 12 March."),
    ("en", "The board bought the gravel from a quarry | , in the valley below Tarnbeck."),
    ("en", "The depot reopened after the inspection | in the northern town of Marrin."),
    ("en", "The inspectors informed the minister of the delay | before they informed the guards."),
    ("en", "My brother waited outside in the cold street | until we had practised our letters."),
    ("en", "Trade on the canal shrank by a third | because the lock was held up for months."),
    ("en", "Trade on the canal shrank by a third | , because the lock was held up for months."),
    ("en", "The old weir above Tarnbeck stood for ninety years | , since 1911."),
    ("en", "The board bought gravel and sand | , sacks and two barges."),
    ("en", "The board bought gravel | , sacks, barges and a pump."),
    ("en", "Children were kept away from the river | , leaving the bank to the anglers."),
    ("en", "Two schools were closed for the winter | , followed by the library in May."),
    ("en", "Dario Pell led the union for nine years | , until 2014."),
    ("en", "The sacks were still tied to the cart | there."),
    ("en", "The brass band played on the bridge | again."),
    ("en", "The brass band played on the bridge | today."),
    ("en", "The brass band played on the bridge | , too."),
    ("en", "The road will be opened to carts | , as planned."),
    ("en", "The road will be opened to carts | , as he had promised in the spring."),
    ("en", "The road will be opened to carts | , so the shops on the left bank will open too."),
    ("en", "The clerk counted every sack in the hall | , including the torn ones."),
    ("en", "The clerk counted every sack in the hall | , especially the torn ones."),
    ("en", "The town is poor | , with one lamp for each street and no school."),
    ("en", "The owner of the mill is Hedda Marrin | , mother of three."),
    ("en", "The guard at the gate was Tomas Lohn | , 43."),
    ("en", "The survey covers fourteen districts of the north | – a first for the office."),
    ("en", "The survey covers fourteen districts of the north | (see table 2)."),
    ("en", "The survey covers fourteen districts of the north | ; it was made by hand."),
    ("en", "The survey covers fourteen districts of the north | : three of them are islands."),
    ("en", "They had been told of it in a letter from the ministry | , one of many that week."),
    ("en", "The vault of the old church came down | with the roof above it."),
    ("en", "The letter went to every member of the board | by the end of the week."),
    ("en", "In the spring the town bought the meadows | , and the farmers left."),
    ("en", "When the soldiers came with their dogs | , they searched the bakery."),
    ("en", "When the soldiers came with their dogs | , the baker fled."),
    ("en", "After three weeks of rain in the valley | , Rook closed the sluice."),
    ("en", "While the lock keeper was away in town | , we opened it."),
    ("en", "Once the inspectors have finalised their report | , the depot reopens."),
    ("en", "Mara Ilvens, who keeps sheep on the meadows | , sold them."),
    ("en", "The sluice is old. It was built in 1911 | . If the rain goes on, it will break."),
    ("en", "Omir Bekali spent months in a camp | in Karamay."),
    ("en", "Holders of residency cards have to hand those in | as well."),
    ("de", "Die Bauern begrüßten den Beschluss | , und der Kreis zahlte im Mai."),
    ("de", "Der Kreis kaufte Kies und zwei Kähne | , die erst aus dem Süden kommen mussten."),
    ("de", "Der Schaden liegt bei 4 Millionen Kronen | , mehr als im letzten Jahr."),
    ("de", "Die Kinder blieben im Haus der Lehrerin | , weil es seit Tagen regnete."),
    ("de", "Der Rat verkaufte die alte Mühle | , um die Brücke zu bezahlen."),
    ("de", "Als die Soldaten in das Dorf kamen | , floh der Bäcker."),
    ("de", "Das Wehr wurde vor dem Frühjahr erneuert | , wie geplant."),
    ("fr", "Les paysans ont salué cette décision | , et le conseil a payé en mai."),
    ("fr", "La commune a acheté du gravier et deux péniches | , qui venaient du sud."),
    ("fr", "Les enfants sont restés dans la maison | , parce que la pluie tombait."),
    ("fr", "Le conseil a vendu le vieux moulin | , avant de payer le pont."),
    ("fr", "La lettre est signée par Ioan Fell | , le ministre adjoint."),
    ("fr", "La lettre est signée par Ioan Fell | , suivie d'une autre en mai."),
    ("es", "Los campesinos aplaudieron la decisión | , y el consejo pagó en mayo."),
    ("es", "El municipio compró grava y dos barcazas | , que llegaron desde el sur."),
    ("es", "Los niños se quedaron en la casa | , porque llovía desde el lunes."),
    ("es", "La carta lleva la firma de Ioan Fell | , el viceministro."),
    ("ru", "На ремонт моста ушло много щебня | , который везли из соседней области."),
    ("ru", "Рабочие остались на зиму у моста | , и работы подорожали."),
    ("ru", "Дети остались в доме учителя | , потому что шел дождь."),
    ("ru", "Совет продал старую мельницу | , чтобы заплатить за мост."),
    ("zh", "河务局星期二买了旧水坝 | ，工程师也来了。"),
    ("zh", "农民们都欢迎这个决定 | ，因为河水已经退了。"),
)
INSIDE = (  # the quote stands between the marks
    ("en", "Engineers had asked for | sacks of gravel and a barge | to shore up the left bank."),
    ("en", "The board overruled them and kept the money for | the lower, cheaper sluice | at Hale Mill."),
    ("en", "She told us of | one lamp and a stove that always smoked | in that room."),
    ("en", "They speak of | a street where no book was ever found | , and of its baker."),
    ("en", "The report calls the programme | slower than anybody hoped | and dear."),
    ("en", "He said that | the count of barges came from lock records | in the county town."),
    ("en", "We waited with | the sacks still tied to the cart | near the bridge."),
    ("en", "The authors conclude that | the next round should be larger | and slower."),
    ("en", "It is clear that | the sluice was badly built | in 1911."),
    ("en", "It was in March that | the sluice broke for the first time | , on a Sunday."),
    ("en", "The next few | weeks of rain brought down the bank | near the mill."),
    ("en", "A few | boats left the harbour at noon | on Friday."),
    ("de", "Die Ingenieure hatten | Säcke mit Kies und zwei Kähne | verlangt."),
    ("fr", "Les ingénieurs avaient demandé | des sacs de gravier | et une péniche."),
    ("es", "Los ingenieros pidieron | sacos de grava y una barcaza | para la orilla."),
    ("ru", "Инженеры просили | мешки со щебнем и баржу | для левого берега."),
)


def _source(marked: str) -> str:
    return (
        marked.replace(" | ,", ",")
        .replace(" | .", ".")
        .replace(" | ;", ";")
        .replace(" | :", ":")
        .replace(" | ，", "，")
        .replace(CUT, " ")
    )


@pytest.mark.parametrize(("language", "marked"), BEHIND)
@pytest.mark.parametrize("closing", ["", ","])
def test_a_quote_that_ends_before_its_sentence_does(language: str, marked: str, closing: str) -> None:
    source, quote = _source(marked), marked.partition(CUT)[0] + closing
    check = opened(ask(source, quote, language=language))
    assert check.outcome in (Outcome.verbatim, Outcome.typographic), check.reason


@pytest.mark.parametrize(("language", "marked"), INSIDE)
def test_a_fragment_out_of_the_middle(language: str, marked: str) -> None:
    check = opened(ask(_source(marked), marked.split(CUT)[1], language=language))
    assert check.outcome is Outcome.verbatim, check.reason


def test_there_are_more_than_sixty() -> None:
    assert len(BEHIND) + len(INSIDE) > 60
    assert len({_source(marked) for _, marked in (*BEHIND, *INSIDE)}) == len(BEHIND) + len(INSIDE)
