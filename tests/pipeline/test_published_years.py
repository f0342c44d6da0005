"""A year that was published stays in view when its figures are gone; one that is refused stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest
from homes import RunHome, nianjian

from pipeline import publish
from pipeline.publish import data_years
from pipeline.settings import Home
from publishing import Edition, EditionUnverified


@pytest.mark.slow
@pytest.mark.usefixtures("no_data_tests")
def test_a_year_whose_figures_are_all_withdrawn_gets_an_edition_without_them(own_home: RunHome) -> None:
    home = Home(own_home.root)
    year = data_years(home)[0]
    submissions = own_home.rows("select submission_id from marts.dim_submission where report_year = ?", year)
    assert submissions
    for (submission,) in submissions:
        exit_code, output = nianjian(home.root, "withdraw", submission, "--reason", "报送单位撤回")
        assert exit_code == 0, output
    assert nianjian(home.root, "build")[0] == 0
    assert own_home.rows("select count(*) from marts.fct_indicator_year where year = ?", year) == [(0,)]
    assert year in data_years(home)
    assert nianjian(home.root, "publish", "--year", str(year))[0] == 0
    page = (home.publications / str(year) / "latest" / "index.html").read_text(encoding="utf-8")
    assert "已撤回" in page


def test_a_year_that_is_refused_keeps_no_other_from_being_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    published: list[int] = []

    def publish_year(home: Home, year: int) -> Edition:
        if year == 2031:
            raise EditionUnverified("edition of 2031: 1 faults")
        published.append(year)
        return Edition(year, "1", home.publications, "", created=True)

    monkeypatch.setattr(publish, "data_years", lambda home: (2030, 2031, 2032))
    monkeypatch.setattr(publish, "publish_year", publish_year)
    with pytest.raises(EditionUnverified, match="2031"):
        publish.publish_changed_years(Home(tmp_path))
    assert published == [2030, 2032]
