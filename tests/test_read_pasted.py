"""Pages as people paste them: title, date and authors are found, and the page around the article is left out, none of the article."""

import pytest

from tests.support_pasted import PASTED, Pasted, outcome, pages

SEEN = list(pages(PASTED / "seen"))


@pytest.mark.parametrize("page", SEEN, ids=[page.name for page in SEEN])
def test_a_pasted_page_is_read_as_its_article(page: Pasted) -> None:
    found = outcome(page)
    assert (found.title, found.published, found.authors) == (True, True, True), found.article.title
    assert not found.left and not found.lost


def test_pages_that_were_kept_aside() -> None:
    """Floors, measured when the rules were done. 15 lines are left: what may be an article's last sentence stays, whatever it speaks of."""
    found = [outcome(page) for page in pages(PASTED / "kept")]
    assert (sum(each.title for each in found), sum(each.authors for each in found)) == (4, 4)
    assert sum(each.published for each in found) >= 4
    assert sum(len(each.left) for each in found) <= 15 and sum(each.furniture for each in found) == 71
    assert not [line for each in found for line in each.lost]
