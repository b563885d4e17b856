"""Owns the made-up corpus of `make bench`: any number of plausible articles, the same for the same seed.

Each article is about 600 words in our own sentences: an event (a flood, a strike, a fire, a quake, a march, a crash) in a real town, told
by several invented outlets on following days with figures that differ, with invented people. About one in fifteen repeats a wire story.
What the rules make of it (mentions, entries, figures for each article) stands in docs/speed.md beside the times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random

_ARTICLES_PER_EVENT = 6
_WORDS = 590  # of an article, about
_COPIES = 15  # one article in so many repeats the one before
_START = date(2025, 1, 6)

_TOWNS = """
Pirna, Saxony, Germany; Meissen, Saxony, Germany; Rostock, Mecklenburg, Germany; Bremen, Bremen, Germany; Kassel,
Hesse, Germany; Ghent, Flanders, Belgium; Antwerp, Flanders, Belgium; Liege, Wallonia, Belgium; Utrecht, Utrecht,
Netherlands; Groningen, Groningen, Netherlands; Lille, Hauts-de-France, France; Nantes, Pays de la Loire, France;
Grenoble, Isere, France; Turin, Piedmont, Italy; Bari, Apulia, Italy; Catania, Sicily, Italy; Malaga, Andalusia,
Spain; Bilbao, Basque Country, Spain; Porto, Norte, Portugal; Braga, Norte, Portugal; Leeds, Yorkshire, England; Hull,
Yorkshire, England; Swansea, Glamorgan, Wales; Dundee, Angus, Scotland; Galway, Connacht, Ireland; Bergen, Vestland,
Norway; Tromso, Troms, Norway; Malmo, Skane, Sweden; Aarhus, Jutland, Denmark; Turku, Finland Proper, Finland; Tartu,
Tartu County, Estonia; Liepaja, Courland, Latvia; Kaunas, Kaunas County, Lithuania; Lublin, Lublin, Poland; Gdansk,
Pomerania, Poland; Brno, Moravia, Czechia; Kosice, Kosice, Slovakia; Szeged, Csongrad, Hungary; Graz, Styria, Austria;
Maribor, Styria, Slovenia; Split, Dalmatia, Croatia; Novi Sad, Vojvodina, Serbia; Skopje, Skopje, North Macedonia;
Plovdiv, Plovdiv, Bulgaria; Iasi, Moldavia, Romania; Odesa, Odesa Oblast, Ukraine; Lviv, Lviv Oblast, Ukraine; Izmir,
Izmir, Turkey; Van, Van, Turkey; Patras, Achaea, Greece; Haifa, Haifa, Israel; Tripoli, North Governorate, Lebanon;
Aleppo, Aleppo, Syria; Mosul, Nineveh, Iraq; Tabriz, East Azerbaijan, Iran; Herat, Herat, Afghanistan; Quetta,
Balochistan, Pakistan; Patna, Bihar, India; Kochi, Kerala, India; Sylhet, Sylhet, Bangladesh; Mandalay, Mandalay,
Myanmar; Chiang Mai, Chiang Mai, Thailand; Hue, Hue, Vietnam; Medan, North Sumatra, Indonesia; Cebu, Cebu,
Philippines; Sendai, Miyagi, Japan; Busan, Busan, South Korea; Wuhan, Hubei, China; Darwin, Northern Territory,
Australia; Hobart, Tasmania, Australia; Suva, Viti Levu, Fiji; Nelson, Tasman, New Zealand; Oran, Oran, Algeria; Sfax,
Sfax, Tunisia; Luxor, Luxor, Egypt; Port Sudan, Red Sea State, Sudan; Mombasa, Mombasa, Kenya; Arusha, Arusha,
Tanzania; Beira, Sofala, Mozambique; Durban, KwaZulu-Natal, South Africa; Kano, Kano, Nigeria; Kumasi, Ashanti, Ghana;
Bouake, Gbeke, Ivory Coast; Saint-Louis, Saint-Louis, Senegal; Douala, Littoral, Cameroon; Recife, Pernambuco, Brazil;
Santos, Sao Paulo, Brazil; Rosario, Santa Fe, Argentina; Arica, Arica, Chile; Trujillo, La Libertad, Peru; Guayaquil,
Guayas, Ecuador; Cali, Valle del Cauca, Colombia; Leon, Guanajuato, Mexico; Veracruz, Veracruz, Mexico; Ponce, Ponce,
Puerto Rico; Halifax, Nova Scotia, Canada; Regina, Saskatchewan, Canada; Duluth, Minnesota, United States; Mobile,
Alabama, United States; Tacoma, Washington, United States
"""
_GIVEN = """
Anna Jonas Femke Luc Paola Marek Zsofia Timo Britta Rita Andris Gerda Pilar Oleg Marta Dario Kris Heike Maeve Selim
Rudi Nikos Eva Askar Hawa Petro Mary Lucia Karl Joan Hanna Viktor Amara Kwame Noor Tariq Leila Samir Ines Bruno Clara
Mateo Sofia Diego Yuki Kenji Minh Thuy Arjun Priya Ravi Meera Chen Wei Joon Sora Tane Aroha Liam Orla Erik Sigrid Lars
Freya Janis Ilze Tomas Rasa Piotr Ewa Jakub Milan Vesna Goran Ivana Dragan Elena
""".split()
_FAMILY = """
Weiss Keller Claes Maes Neri Zych Varga Reck Hahn Sequeira Kalnins Moser Ruiz Sidorov Greco Conti Olden Thoms Doran
Aksoy Siregar Vlahos Novotna Tulegen Brahim Lysenko Fenn Ferrer Brandt Pryce Lindqvist Bondar Mensah Adeyemi Haddad
Nasser Farouk Almeida Teixeira Romero Vidal Ortega Campos Tanaka Mori Nguyen Tran Sharma Iyer Menon Zhang Liu Park
Choi Ngata Walsh Byrne Halvorsen Dahl Nyberg Holm Ozols Petrauskas Kowalik Wrona Horak Kral Petrovic Juric Bulat
Stoica Marin Dimitrov Georgiou Kaya Demir Rahimi Karimi Baloch Mukherjee Das Aung Suwan Lim Santoso Reyes Cruz Okoro
Boateng Diallo Ndiaye Fofana Mbeki Dlamini Moyo Banda Otieno Kamau Abebe Tesfaye Salazar Rojas Quispe Vargas Herrera
Lozano Tremblay Gagnon Fraser Muir
""".split()
_OUTLETS = """
River Post|Evening Ledger|Harbour Gazette|North Wire|The Meridian|Costa Mirror|Market Letter|Saxon Courier|Atlantic Times|
Daily Compass|The Weekly Lantern|Coast and Country|Morning Register|The Open Page
""".replace("\n", "").split("|")
_OFFICES = (
    "mayor",
    "fire chief",
    "police chief",
    "governor",
    "transport minister",
    "interior minister",
    "hospital director",
    "union leader",
)
# Bodies that are one thing the world over: a national society of the Red Cross is rightly another one in each country.
_BODIES = (
    "Lowland Relief Fund|United Nations|World Food Programme|European Commission|Reuters|Northline Railways|Halden Bank|Orbis Insurance"
)
_SPEAKERS = 40  # people of international bodies, who speak on many events; all others belong to one event


@dataclass(frozen=True, slots=True)
class _Event:
    kind: str
    town: str
    region: str
    country: str
    day: date
    people: tuple[tuple[str, str], ...]  # name, office
    size: int


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up article: name of its file, text as a crawl would give it."""

    name: str
    text: str


# Sentences of each kind of event. {n} counts people, {m} other things; every article draws its own numbers around the event's size.
_KINDS = {
    "flood": """
More than {n} people have fled their homes in {town} after the river broke its banks on {weekday}, {office} {person} said.
Around {n} residents were evacuated from {town} by {weekday} evening, according to {person}.
Another {m} people were told to leave the lower part of {town} before nightfall.
The river peaked at {d} metres in {town}, higher than at any time since {year}.
Some {m} homes in {town} are without power, and the pumps run on borrowed fuel.
Between {m} and {m2} sandbags were filled by hand in one night, {last} said.
About {h} millimetres of rain fell on {region} in two days.
The damage in {region} could reach {c} million euros, {body} estimated.
Water stood up to {d} metres deep in the market square of {town}.
At least {k} people were injured, most of them by broken glass.
""",
    "strike": """
Some {n} workers walked out in {town} on {weekday}, union leader {person} said.
Employers counted no more than {n} strikers in {town}, far fewer than {last} had claimed.
About {k} ships are waiting off {town}, and {m} containers stand on the quays.
The stoppage costs {region} {c} million euros a day, {body} said.
The union asks for a pay rise of {p} percent; the companies have offered {q} percent.
Nearly {m} lorries queued for {d} kilometres on the road to {town}.
{k} flights were cancelled because ground staff joined the strike in {town}.
Talks between {last} and the employers lasted {k} hours and ended without a result.
""",
    "fire": """
The fire near {town} has burned {m} hectares since {weekday}, {office} {person} said.
More than {k} houses were destroyed on the edge of {town}.
About {n} people had to leave their homes in {town} as the wind turned, {last} said.
Some {k} firefighters with {k2} engines were sent to {region}.
The flames covered {d} square kilometres by {weekday} night, satellite pictures showed.
At least {k} people were treated for smoke in the hospital of {town}.
Crews said that {p} percent of the fire was contained.
The loss of timber alone is put at {c} million euros by {body}.
""",
    "quake": """
At least {k} people were killed when an earthquake shook {town} on {weekday}, {office} {person} said.
More than {n} people were injured in {region}, hospitals reported.
The death toll in {town} rose to {k} on {weekday}, according to {last}.
Some {m} buildings collapsed or can no longer be lived in.
About {n} people spent the night in tents in {town}, {body} said.
The quake was felt {h} kilometres away in the capital of {country}.
Rescuers pulled {k2} people from the ruins of a school in {town}.
{country} asked for {c} million dollars in aid.
""",
    "march": """
About {n} people marched through {town} on {weekday}, organiser {person} said.
Police counted {n} protesters in {town}, fewer than {last} had announced.
At least {k} people were detained after the march, the interior ministry of {country} said.
{k} officers were hurt when stones were thrown near the station of {town}.
Nearly {p} percent of those asked in {region} support the demands, a poll for {body} found.
The march was {d} kilometres long and ended in front of the court.
More than {m} signatures were handed to {office} {person2}.
The city put the cost of cleaning at {c} million euros.
""",
    "crash": """
At least {k} people were killed when two trains collided near {town} on {weekday}, {office} {person} said.
Around {k} passengers were injured, {k2} of them badly, the hospital of {town} said.
Some {m} passengers were on board, {last} told reporters.
The line to {town} will be closed for {k} days, according to {body}.
Rescuers needed {k} hours to reach the last carriage.
The train was travelling at {h} kilometres per hour, {p} percent above the limit.
{country} will spend {c} million euros on new signals, {last} said.
About {m} travellers were stranded in {region} overnight.
""",
}

_QUOTES = """
“We have never seen anything like this in {town},” {person} said on {weekday}.
“Nobody should be asked to sleep in a sports hall for a second week,” said {person2}, {office2} of {town}.
{last} told {body} that the town had been “left alone for too long”.
“What we need now is diesel, dry blankets and patience,” {last} said.
“I will not read out a number that I cannot stand behind,” {person2} told reporters in {town}.
{person3}, who speaks for {body}, said the first hours had been the worst.
“The warnings came, but they came to telephones that had no power,” {person3} said.
{last2} accused the government of {country} of having “slept through the alarm”.
The government of {country} said it would answer every question before the end of {month}.
According to {body}, help for {region} was on its way by {weekday} morning.
“There will be an inquiry, and it will be public,” promised {person}.
{last2} said that the numbers given on {weekday} had been “a first guess, no more”.
"""

_MIDDLE = """
In {region} the schools stayed closed until {weekday}, and buses ran on a timetable that was written by hand.
The road between {town} and the next valley had been repaired in {month} {year} at a cost of {c} million euros.
A spokesman for {body} said that {k} of its people were already working in {town}.
On {day} the parliament of {country} is to debate what happened in {region}.
{last} has led the town since {year} and is not standing again.
Visitors to {town} usually come for the old bridge, the market and the music week in {month}.
The company said that trains between {town} and {other} would run again from {weekday}.
Volunteers from {other} brought soup, coffee and {m} loaves of bread.
Insurers such as Orbis Insurance sent {k} assessors to {region}.
A similar case in {other} in {year} took {k} months to clear up.
Ministers of {country} and {othercountry} spoke by telephone on {weekday}, an official said.
Shops in the centre of {town} reopened one after the other, some by candlelight.
The regional hospital asked people with light injuries to go to their family doctors first.
Engineers walked the length of the embankment twice and marked the weak places with red paint.
Farmers drove their animals to higher ground and parked their tractors along the church wall.
On {weekday} the first letters since the weekend were delivered in {town}.
A reporter of the {outlet} saw {k} vehicles with the sign of {body} on the main street.
Economists at Halden Bank lowered their forecast for {region} by {q} percent.
Some of the papers that would answer the question lie in an archive in {other}.
It was not clear on {weekday} night who had given the order, or whether one had been given at all.
The council of {town} met for {k} hours behind closed doors and published a page and a half.
Those who had relatives in {other} left early; those who had not waited for a bus.
Prices for timber, glass and plaster rose by up to {p} percent within days, builders said.
The oldest house on the square, built long before the railway, lost its roof and kept its door.
Children were asked to draw what they had seen, and most of them drew boats, hoses or helmets.
What can be said for certain is little, and {person2} was careful to say no more than that.
The bishop of {region} held a short service in the open air, and the mayor stood at the back.
Radio stations read out the names of streets, then of families, then again of streets.
Experts in {othercountry} had warned of something of this kind as early as {month} {year}.
A bank account for gifts was opened on {weekday} and held {c} million euros a day later.
"""

# Sentences that name nothing: about half of an article.
_PLAIN = """
Nobody slept much, and those who did slept in their coats.
The telephones worked in the morning and failed again in the afternoon.
What had been a car park was full of mattresses, cables and wet paper.
Neighbours who had not spoken in years carried each other's furniture down the stairs.
The bakery on the corner gave away what it had and then closed.
It was quieter than one would expect, apart from the engines.
By then the first tents stood on the football pitch behind the school.
People asked the same questions again and again, and got the same answers.
The list on the door of the gymnasium grew longer in the course of the evening.
A dog that belonged to no one went from table to table and was fed at each.
Most shops had lowered their shutters before anybody asked them to.
There was no panic, said those who were there, only a great deal of waiting.
The lights came back street by street, and each time there was some applause.
Somebody had written the number of the helpline on a bed sheet and hung it from a balcony.
Old plans were found in a cupboard, and they turned out to be better than the new ones.
The weather is expected to stay as it is until the end of the week.
Whether that is enough will be seen when the bills arrive.
A woman with a shopping trolley had brought her sewing machine and nothing else.
The buses that had been promised came late, but they came.
Many of the helpers had taken leave from work and did not know for how long.
Those responsible said that they had followed the rules, and that the rules would be looked at.
In the evening the smell of smoke and diesel hung over the lower streets.
Some had packed in minutes, others had needed hours and left with less.
A photograph of the scene was shared widely, though it turned out to be from another year.
At the edge of the square a man was selling umbrellas and had few buyers.
The town hall clock had stopped, and nobody thought of setting it right.
Later there will be time to ask who knew what and when.
For the moment there are other worries, such as milk, insulin and clean water.
The next days will show whether the repairs hold.
It is a question of trust, one of the helpers remarked, and trust takes longer than concrete.
Teachers turned their classrooms into offices and their corridors into stores.
The queue in front of the pharmacy reached around the corner and back again.
Cars with foreign plates were waved through without much checking.
An old map, drawn by hand, showed the danger more clearly than the computer did.
There were rumours, as there always are, and most of them were wrong.
The doctors asked for quiet, and for the most part they got it.
Here and there a radio played, and somewhere a child was learning the trumpet.
The rules for such cases were written after the last one and forgotten soon after.
No one could say who had parked the lorry across the gate, or why.
The paper on which the order was printed had been used on the other side.
Cooks from three restaurants shared one kitchen and argued about salt.
Whoever had a spare room wrote a note and pinned it to the door of the library.
There is a word for this in the dialect of the place, and it cannot be translated.
The insurance forms have eleven pages, and the first asks for the telephone number.
As it grew dark the searchlights were switched on, and moths came in their thousands.
"""

_ENDS = """
Written with material from Reuters. More in the edition of {weekday}.
The {outlet} will report on {town} again on {day}.
Edited in {other}. Corrections to the desk of the {outlet}.
"""


def write_corpus(folder: Path, count: int, *, seed: int = 1) -> None:
    """Writes `count` made-up articles as text files into `folder` (made if absent): the same bytes for the same count and seed."""
    folder.mkdir(parents=True, exist_ok=True)
    for made in make_corpus(count, seed=seed):
        (folder / made.name).write_text(made.text, encoding="utf-8")


def make_corpus(count: int, *, seed: int = 1) -> Iterator[Made]:
    """`count` made-up articles. The first n of a larger corpus are those of a smaller one with the same seed."""
    before = ""
    for number in range(count):
        event = _event(number // _ARTICLES_PER_EVENT, seed)
        random = Random(f"{seed} article {number}")
        day = event.day + timedelta(days=random.randrange(4))
        if before and number % _COPIES == _COPIES - 1 and number % _ARTICLES_PER_EVENT:
            text = _edited(before, random)
        else:
            text = _article(event, day, random)
        before = text
        yield Made(f"{number:05d}-{event.kind}-{event.town.casefold().replace(' ', '-')}.txt", text)


def _event(number: int, seed: int) -> _Event:
    random = Random(f"{seed} event {number}")
    town, region, country = _towns()[random.randrange(len(_towns()))]
    people = tuple((f"{random.choice(_GIVEN)} {random.choice(_FAMILY)}", random.choice(_OFFICES)) for _ in range(3))
    speaker = random.randrange(_SPEAKERS)
    known = (f"{_GIVEN[speaker]} {_FAMILY[-1 - speaker]}", "speaker")
    day = _START + timedelta(days=number * 2 + random.randrange(3))
    return _Event(random.choice(sorted(_KINDS)), town, region, country, day, (*people, known), random.randrange(1_000, 40_000, 500))


@cache
def _towns() -> Sequence[tuple[str, str, str]]:
    rows = [[part.strip() for part in row.split(",")] for row in _TOWNS.replace("\n", " ").split(";")]
    return [(town, region, country) for town, region, country in rows]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line]


def _article(event: _Event, day: date, random: Random) -> str:
    outlet = random.choice(_OUTLETS)
    main, quotes, middle, plain = (_shuffled(_lines(text), random) for text in (_KINDS[event.kind], _QUOTES, _MIDDLE, _PLAIN))
    title = _filled(main[0], event, day, outlet, random).split(", ")[0].rstrip(".")
    sentences: list[str] = []
    told: set[str] = set()  # people named in full so far
    pools = [main, quotes, middle, plain, plain, plain, plain]  # so that about 40 mentions stand in an article
    words = 0
    while words < _WORDS and any(pools):
        pool = random.choice([pool for pool in pools if pool])
        sentence = _filled(pool.pop(0), event, day, outlet, random, told)
        sentences.append(sentence)
        words += len(sentence.split())
    paragraphs, at = [], 0
    while at < len(sentences):
        size = random.choice((1, 1, 2, 2, 3))
        paragraphs.append(" ".join(sentences[at : at + size]))
        at += size
    byline = f"By {random.choice(_GIVEN)} {random.choice(_FAMILY)}, {outlet}"
    end = _filled(random.choice(_lines(_ENDS)), event, day, outlet, random)
    return "\n\n".join([f"date {day.isoformat()} {title}", byline, *paragraphs, end]) + "\n"


def _shuffled(lines: list[str], random: Random) -> list[str]:
    random.shuffle(lines)
    return lines


def _filled(sentence: str, event: _Event, day: date, outlet: str, random: Random, told: set[str] | None = None) -> str:
    others = _towns()
    other, _, other_country = others[random.randrange(len(others))]
    names = [name for name, _ in event.people]
    speaker = random.randrange(2)
    around = event.size * random.choice((90, 95, 100, 100, 110, 120)) // 100
    known = told if told is not None else set()
    filled = sentence.format(
        town=event.town,
        region=event.region,
        country=event.country,
        other=other,
        othercountry=other_country,
        outlet=outlet,
        body=random.choice(_BODIES.split("|")),
        person=names[speaker],
        office=event.people[speaker][1],
        last=_short(names[speaker], known),
        person2=names[2],
        office2=event.people[2][1],
        last2=_short(names[2], known),
        person3=names[3],
        weekday=(day - timedelta(days=random.randrange(3))).strftime("%A"),
        day=_written(day + timedelta(days=random.randrange(2, 20))),
        month=(event.day + timedelta(days=random.randrange(300))).strftime("%B"),
        year=random.randrange(1990, 2024),
        n=f"{around:,}",
        m=f"{random.randrange(200, 5_000, 50):,}",
        m2=f"{random.randrange(6_000, 9_000, 500):,}",
        k=random.randrange(11, 90),
        k2=random.randrange(3, 11),
        d=f"{random.randrange(11, 99) / 10}",
        h=random.randrange(60, 260),
        c=random.randrange(2, 900),
        p=random.randrange(5, 60),
        q=f"{random.randrange(5, 45) / 10}",
    )
    known.update(name for name in names if name in filled)
    return filled


def _short(name: str, told: set[str]) -> str:
    """The surname of somebody whom the article has named in full."""
    return name.split()[-1] if name in told else name


def _written(day: date) -> str:
    return f"{day.day} {day.strftime('%B %Y')}"


def _edited(text: str, random: Random) -> str:
    """A wire story as another paper prints it: another byline, a paragraph less, a few words changed."""
    head, _, *paragraphs = text.strip().split("\n\n")
    del paragraphs[random.randrange(2, len(paragraphs))]
    byline = f"By {random.choice(_GIVEN)} {random.choice(_FAMILY)}, {random.choice(_OUTLETS)}"
    body = "\n\n".join(paragraphs).replace(" told reporters", " said").replace("according to", "says")
    return f"{head}\n\n{byline}\n\n{body}\n"
