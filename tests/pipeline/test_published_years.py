"""A year that was published stays in view when its figures are gone."""

from __future__ import annotations

import pytest
from homes import RunHome, nianjian

from pipeline.publish import data_years
from pipeline.settings import Home

pytestmark = pytest.mark.slow


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
