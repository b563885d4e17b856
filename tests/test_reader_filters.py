"""Choosing rows in a real browser: quotations by speaker and kind, the timeline by person and place; and reading both without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from tests.conftest import Sample
from tests.support_browser import CHROMIUM
from tests.test_reader_journey import press_until, reading

pytestmark = [pytest.mark.browser, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")]

PERSON = "Radek Soucek"


def test_quotations_are_chosen_by_speaker_and_kind_and_the_address_keeps_the_choice(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "quotes/")
        rows, status = page.locator(".sortable tbody tr:visible"), page.locator(".filter [role=status]")
        every = rows.count()
        page.get_by_label("Speaker").select_option(PERSON)
        expect(status).to_have_text(re.compile(rf"^\d+ of {every}$"))
        by_person = rows.count()
        assert 0 < by_person < every
        page.get_by_label("Kind").select_option("quoted")
        assert 0 < rows.count() < by_person
        assert {row.locator("td").first.inner_text() for row in rows.all()} == {PERSON}
        left = rows.count()
        page.reload()
        expect(status).to_have_text(f"{left} of {every}")
        page.locator("th", has_text="Date").click()
        assert rows.count() == left
        page.get_by_role("button", name="Show all").click()
        expect(status).to_have_text("")
        assert rows.count() == every and page.url == sample_site.base + "quotes/"


def test_the_timeline_is_chosen_by_keyboard_and_a_link_to_a_hidden_day_shows_it(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "timeline/")
        rows, status = page.locator(".timeline li:visible"), page.locator(".filter [role=status]")
        every, days = rows.count(), page.locator(".timeline .day:visible").count()
        press_until(page, "Tab", ".days a")
        press_until(page, "Tab", "#filter-person")
        page.keyboard.type(PERSON)
        expect(status).to_have_text(re.compile(rf"^\d+ of {every}$"))
        assert 0 < rows.count() < every and page.locator(".timeline .day:visible").count() < days
        assert all("Sou" in row.inner_text() for row in rows.all())
        expect(page.locator("#background")).to_be_hidden()
        assert "person=Radek+Soucek" in page.url
        page.locator(".days a[href='#t-2002']").click()
        expect(page.locator("#t-2002")).to_be_in_viewport()
        assert rows.count() == every and page.url.endswith("timeline/#t-2002")


def test_a_link_to_a_row_works_whatever_was_chosen(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site) as page:
        page.goto(sample_site.base + "timeline/?person=Nobody&words=&place=%23")
        assert page.locator(".timeline li:visible").count() == page.locator(".timeline li").count()
        page.goto(sample_site.base + "timeline/?person=Radek+Soucek#t-2002")
        expect(page.locator("#t-2002")).to_be_in_viewport()


def test_quotations_and_timeline_read_without_scripts(browser: Browser, sample_site: Sample) -> None:
    with reading(browser, sample_site, java_script_enabled=False) as page:
        page.goto(sample_site.base + "quotes/")
        row = page.locator("tr", has_text="shortly before 7am")
        expect(row.locator("strong")).to_have_text("declared")
        expect(row.locator("em")).to_contain_text("a state of emergency")
        expect(page.locator("select")).to_have_count(0)
        page.goto(sample_site.base + "timeline/")
        expect(page.locator("#t-2025-06-18 ~ .published")).to_contain_text("Published: 4 articles")
        page.locator(".days a[aria-label^='18 June 2025']").click()
        expect(page.locator("#t-2025-06-18")).to_be_in_viewport()
        page.goto(sample_site.base + "quotes/speakers/")
        page.locator("tr", has_text=PERSON).get_by_role("link", name="figures").click()
        expect(page.locator("#figures")).to_be_in_viewport()
