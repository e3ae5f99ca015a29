"""Cuts of grades: the lowest chance that keeps a promise, on articles that did not choose it."""

import pytest

from analysis.findings.chances import cuts, grade
from analysis.findings.telling import Claim
from analysis.schemas.claims import GRADES
from analysis.validation import grading
from analysis.validation.grading import Cuts, Judged


def claims(articles: int, right: float, chance: float, weight: float = 1.0, each: int = 1) -> list[Judged]:
    """Return claims of one chance, of which so many are right, spread over articles by turns."""
    number = articles * each
    wrong = round(number * (1 - right))
    return [Judged(f"x{i % articles}", chance, i >= wrong, weight) for i in range(number)]


def test_the_cut_is_the_lowest_chance_that_keeps_the_promise():
    found = [*claims(200, 0.99, 0.9), *claims(200, 0.8, 0.7), *claims(200, 0.3, 0.5)]
    chosen = grading.cuts(found)
    assert chosen.bound and 0.7 < chosen.plain <= 0.9
    assert 0.5 < chosen.probable <= 0.7
    assert [chosen.grade(chance) for chance in (0.9, 0.7, 0.5)] == list(GRADES)


@pytest.mark.parametrize("articles, plain", [(28, None), (60, 0.6)])
def test_few_articles_stay_probable(articles, plain):
    assert grading.cuts(claims(articles, 1.0, 0.9)).plain == plain


def test_errors_of_one_article_go_together():
    spread, lumped = claims(150, 0.93, 0.9), claims(150, 0.93, 0.9)
    wrong = sum(not claim.right for claim in spread)
    lumped = [claim._replace(right=True) for claim in lumped] + [
        Judged("a bad one", 0.9, False) for _ in range(2 * wrong)
    ]
    assert grading.cuts(spread * 3).plain is not None
    assert grading.cuts(lumped).plain is None


def test_what_meets_the_promise_on_the_whole_only_is_said_to():
    assert grading.cuts(claims(40, 0.7, 0.6)) == Cuts(None, 0.5, bound=False)
    assert grading.cuts(claims(20, 0.7, 0.6)) == Cuts(None, None, bound=False)
    assert grading.cuts(claims(60, 0.3, 0.9)) == Cuts(None, None, bound=False)
    assert grading.cuts([]) == Cuts(None, None, bound=False)


def test_what_could_not_be_checked_in_enough_articles_is_not_plain():
    some, more = (grading.kept(claims(number, 1.0, 0.9)) for number in (30, 60))
    assert some["plain"] is None and some["checked"]["plain"]["claims"] == 0
    assert more["plain"] == 0.6 and more["checked"]["plain"]["claims"] == 60


def test_articles_of_no_weight_count_for_nothing():
    once = claims(300, 0.5, 0.9, weight=0.0)
    twice = [claim._replace(article=f"y{claim.article}") for claim in claims(100, 1.0, 0.9)]
    assert grading.cuts([*once, *twice]) == grading.cuts(twice)
    assert grading.measured([*once, *twice])["plain"] == {"right": 100, "claims": 100, "articles": 100}


def test_pages_set_the_cut_where_they_suffice_and_all_articles_have_to_bear_it():
    pages = [*claims(60, 1.0, 0.9, grading.PAGE), *claims(60, 1.0, 0.7, grading.PAGE)]
    news = [claim._replace(article=f"y{claim.article}") for claim in claims(300, 0.6, 0.7)]
    assert grading.cuts(pages).plain == 0.6
    assert 0.7 < grading.cuts([*pages, *news]).plain <= 0.9
    assert grading.cuts([*pages, *news]).probable == 0.5


def test_a_grade_is_measured_with_cuts_of_other_articles(monkeypatch):
    seen = []

    def remembered(found, plain):
        seen.append({claim.article for claim in found})
        return Cuts(0.8, 0.5)

    monkeypatch.setattr(grading, "cuts", remembered)
    found = claims(50, 0.9, 0.9)
    assert set(grading.nested(found)) == {"plain"}
    assert len(seen) == 5 and all(len(articles) < 50 for articles in seen)
    assert set.intersection(*seen) == set()


def test_the_cuts_that_ship_order_the_grades():
    for kind, cut in cuts().items():
        assert cut.probable <= cut.plain, kind
        assert grade(kind, 0.0) == "open"
    assert Claim("portrayal", "Ann", "0", 0.0, ()).grade == "open"
    assert cuts()["speaker"].plain < 1
