"""Maps: some coast in every frame, names that overlap nothing, a caption that says what is drawn."""

from __future__ import annotations

import re
from pathlib import Path

from generator.site import SiteSettings, load_templates, plan, render
from generator.site.maps import Frame, _frame, _grid, _labels, _sea, frame_of, with_coast
from tests.support_site import sample

_TEXT = re.compile(r'<text x="(\d+)" y="(\d+)" text-anchor="(\w+)"( class="fine")? aria-hidden="true">([^<]+)<')


def test_an_inland_frame_is_widened_until_some_coast_is_in_it() -> None:
    inland = frame_of([(51.7, 36.2), (50.45, 30.5), (55.75, 37.6)])
    assert inland.east - inland.west >= 25
    wide = with_coast(inland)
    assert _sea(inland) < 0.02 <= _sea(wide)
    assert wide.west < inland.west and wide.east > inland.east
    assert with_coast(wide) == wide


def test_a_few_reports_from_overseas_leave_the_country_of_the_story_its_size() -> None:
    story = [(-25.3, -57.6, 60), (-27.3, -55.9, 12), (-25.4, -57.1, 9), (-25.75, -56.4, 4)]
    near = frame_of([place[:2] for place in story])
    assert _frame([*story, (40.4, -3.7, 3), (18.5, -72.3, 2)]) == near
    assert _frame(story) == near


def test_a_story_of_two_countries_shows_both_and_near_places_are_never_cut() -> None:
    two = [(-25.3, -57.6, 60), (52.7, -8.6, 50), (53.3, -6.3, 20)]
    assert _frame(two) == frame_of([place[:2] for place in two])
    region = [(50.0, 14.4, 90), (48.2, 16.4, 3), (52.5, 13.4, 2)]
    assert _frame(region) == frame_of([place[:2] for place in region])


def test_names_stand_on_no_circle_and_on_no_other_name() -> None:
    crowd = [
        ("Alphaville", 100.0, 100.0, 15.0),
        ("Betatown", 112.0, 100.0, 8.0),
        ("Gammaburg", 118.0, 104.0, 6.0),
        ("Delta", 500.0, 200.0, 5.0),
    ]
    boxes = [(x - radius, y - radius, x + radius, y + radius) for _, x, y, radius in crowd]
    written: list[tuple[float, float, float, float]] = []
    for text in _labels(crowd, 300):
        match = _TEXT.search(text)
        assert match, text
        x, y, wide = int(match[1]), int(match[2]), 8.4 * len(match[5])
        left = {"start": x, "end": x - wide, "middle": x - wide / 2}[match[3]]
        here = (left, y - 10.0, left + wide, y + 3.0)
        own = next(box for (name, *_), box in zip(crowd, boxes, strict=True) if name == match[5])
        for other in [*written, *(box for box in boxes if box != own)]:
            assert not (here[0] < other[2] and here[2] > other[0] and here[1] < other[3] and here[3] > other[1]), text
        written.append(here)
    assert len(written) >= 2


def test_a_name_without_room_is_left_to_the_list() -> None:
    names = [(f"Settlement {at}", 280.0, 100.0 + at, 4.0) for at in range(12)]
    written = list(_labels(names, 300))
    assert len(written) < 8 and ">Settlement 11<" not in "".join(written)


def test_the_most_mentioned_is_named_where_circles_crowd_with_a_line_to_it() -> None:
    names = [
        ("Harbour Town", 280.0, 150.0, 9.0),
        *((f"Village {at}", 280.0 + 14 * (at % 5 - 2), 150.0 + 9 * (at - 7), 8.0) for at in range(15)),
    ]
    first = next(text for text in _labels(names, 300) if ">Harbour Town<" in text)
    assert first.startswith('<path class="leader" d="M280 150L') and 'class="fine"' in first


def test_degrees_in_the_corner_stand_beside_each_other_not_on_each_other() -> None:
    world = Frame(-180.0, -58.0, 180.0, 80.0)
    frames = [world, *(Frame(-25.0 + step / 3, 40.0 + step / 7, 12.0 + step / 3, 62.0 + step / 7) for step in range(60))]
    for frame in frames:
        found = re.findall(r'class="degree" x="(-?\d+)" y="(-?\d+)" aria-hidden="true">([^<]+)<', _grid(frame))
        boxes = [(int(x), int(y) - 9, int(x) + 6 * len(words), int(y) + 1) for x, y, words in found]
        assert len(boxes) > 5
        for at, here in enumerate(boxes):
            for other in boxes[:at]:
                assert not (here[0] < other[2] and here[2] > other[0] and here[1] < other[3] and here[3] > other[1]), (frame, found)


def test_the_caption_speaks_of_open_circles_only_where_one_is_drawn() -> None:
    pages, _ = plan(sample(), SiteSettings(name="B", version="1"))
    shown = str(next(page for page in pages if page.path == "places/index.md").data["map"])
    assert ("open circle" in shown) == ('class="wide"' in shown)
    about = next(page for page in render(pages, load_templates(Path(__file__).parents[1])).items() if page[0] == "about/index.md")[1]
    assert b"Outlines of land: Natural Earth" in about
