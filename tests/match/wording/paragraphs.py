"""Paragraphs in our own words, about places that do not exist: the development texts of the matcher."""

from __future__ import annotations

PARAGRAPHS: tuple[str, ...] = (
    "The ferry between Ostrel and Linmouth will not run on Sundays this winter, the harbour office said. "
    "At least 120 passengers a week had used the early boat, and nearly half of them were students. "
    "No decision has been taken about the summer timetable.",
    "More than 40 houses lost their roofs when the storm reached Carrow Bay on Tuesday. "
    "Three people were reportedly hurt, none of them seriously. "
    "The mayor said the town had never seen such wind, and asked the province for 2.5 million crowns.",
    "The old mill at Venn was possibly built before 1740, although its records burned in the great fire. "
    "Its present owner, a 67-year-old baker, does not want to sell it. "
    "He told visitors that the wheel still turns in spring.",
    "Researchers at the Tarn Institute counted 3,400 cranes in the marsh, up from 2,150 five years earlier. "
    "The birds may have come from the north because the lakes there are drying out. "
    "Hunting is illegal in the reserve, but wardens are unable to watch every path.",
    "“We were not told that the school would close,” said a teacher who asked to remain unnamed. "
    "About 230 children must now travel up to 18 kilometres each day. "
    "The ministry claims that parents were informed twice.",
    "Between 2015 and 2017 the price of barley rose by 14 percent, according to the farmers' union. "
    "Small holdings suffered most: one in three gave up. "
    "Without new loans, the union warned, the rest would hardly survive another dry year.",
    "The court ruled that the company had unlawfully dismissed seven drivers. "
    "It ordered the firm to pay each of them $4,200 and to publish an apology. "
    "The firm denied any wrongdoing and will probably appeal.",
    "Two bridges over the Sarn were closed after engineers found cracks in the northern piers. "
    "Lorries heavier than 12 tonnes are to use the tunnel instead. "
    "It is not known how long the repairs might take.",
    "Almost every shop in the lower town stayed shut on Monday in protest against the new tax. "
    "The council insists that the tax is needed to repair the sewers. "
    "Traders say they were never asked, and they want the plan withdrawn.",
    "A survey of 1,012 readers found that 61 per cent prefer paper to screens. "
    "Readers under thirty were less sure: roughly a quarter had no preference at all. "
    "The library will therefore keep its reading room open until nine.",
    "The choir sang for less than an hour, yet hardly anyone left before the end. "
    "Its conductor, who arrived from Belvane in 2009, had rehearsed the piece for eleven months. "
    "She said the silence afterwards was the best part of it.",
    "Officials allegedly ordered the archive to destroy 600 boxes of letters in the spring. "
    "The archivist refused, and hid the boxes in a chapel outside the city. "
    "Some of the letters date from before the war.",
    "The vaccine protected 8 of 10 volunteers for at least six months in the first trial. "
    "Doctors caution that the trial was small and that its results are preliminary. "
    "A larger study of 5,000 people should begin in October.",
    "Does anyone still remember the tramway that climbed the hill to Upper Marl? "
    "It carried 900 workers a day until the quarry failed. "
    "The rails were lifted in 1958 and sold for scrap.",
    "The expedition reached the hut at dusk, cold but unharmed. "
    "They had walked 26 miles since dawn and eaten nothing but dried fruit. "
    "None of the four could say where the fifth man had gone.",
    "Exports of timber fell from 78,000 to 51,000 cubic metres in a single year. "
    "The forestry board blames the beetle; the sawmills blame the board. "
    "Both agree that it would be unwise to plant more spruce.",
    "The painting was sold for 310,000 crowns, about twice what the auction house had expected. "
    "Its buyer was not named. "
    "Experts had long doubted whether the master himself painted the hands.",
    "Nurses at St Orm's hospital will strike for 48 hours unless the board raises their pay. "
    "The board offered 3 percent in May and has not moved since. "
    "Emergency wards would stay open, a spokesman for the nurses said.",
    "The new law forbids landlords to evict tenants between November and March. "
    "It does not apply to hotels. "
    "Around 15,000 households in the capital could benefit, the ministry estimates.",
    "The lake froze on 4 January, nineteen days later than in an ordinary year. "
    "Skaters were warned to stay within the marked lanes. "
    "Two boys who ignored the signs were pulled out by a fisherman.",
    "Witnesses said the fire began in the kitchen and spread within minutes. "
    "The inspector said there was no evidence of arson. "
    "The hotel had been inspected in 2016, and its alarms apparently worked.",
    "The village of Hask has 312 inhabitants, two churches and no pub. "
    "Its only shop sells bread on Wednesdays and Saturdays. "
    "People there rarely lock their doors.",
    "The US delegation left the talks early, leaving us with an empty hall and cold coffee. "
    "A second round may follow in spring. "
    "Neither side would say what had been agreed.",
    "Seventeen prisoners were released on Friday after the president signed a pardon. "
    "Their lawyer said that as many as 200 others were still being held without charge. "
    "The prison service did not answer questions.",
    "Bees visited the treated plants only half as often as the untreated ones. "
    "The effect was largest in May, when the flowers open. "
    "It disappeared within three weeks of the last spraying, the authors write.",
    "The union leader, Ona Brill, accused the minister of breaking a promise he made in public. "
    "The minister answered that he had promised to consider the request, not to grant it. "
    "The dispute has lasted since 2012.",
    "Passenger numbers at the airport recovered to 92% of their former level last year. "
    "Freight, however, remained weak. "
    "The operator expects a modest profit of €1.3 million, provided that fuel does not become dearer.",
    "Teachers colour-code the maps so that pupils recognise each valley at a glance. "
    "The programme was organised by volunteers and costs the schools nothing. "
    "Its favourite exercise is a race to the centre of the labyrinth.",
    "Most of the refugees came on foot, carrying what they could. "
    "The camp was built for 800 but holds between 2,000 and 2,500. "
    "Aid workers fear that the wells will not last until the rains.",
    "The comet will be visible to the naked eye for about ten nights. "
    "It was discovered by an amateur from Pell, who at first believed his lens was dirty. "
    "It won't return for some 4,300 years.",
)

PAGE = "\n".join(PARAGRAPHS)
