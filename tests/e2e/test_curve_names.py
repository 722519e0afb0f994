"""On a narrow screen the names of bookings below a day's curve are cut where the next one begins."""

from pathlib import Path

from playwright.sync_api import Browser

import dashboard

SCRIPT = Path(dashboard.__file__).parent / "assets" / "22-curve.js"
DRAWN = """
<div class="curve"><div class="js-plotly-plot" id="plot"><svg width="300" height="90" font-size="12">
  <text class="annotation-text" x="0" y="20">capacity 20</text>
  <text class="annotation-text" x="20" y="80">Grid team meeting</text>
  <text class="annotation-text" x="80" y="80">Volunteer training</text>
</svg></div></div>
"""
PLACES = "[...document.querySelectorAll('text')].map((one) => [one.textContent, one.getBoundingClientRect().right])"


def test_names_below_a_days_curve_end_where_the_next_one_begins(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 200})
    page.set_content(DRAWN)
    page.evaluate("plot.on = (event, then) => { plot.drawn = then; }")
    page.add_script_tag(path=SCRIPT)
    limit, first, last = page.evaluate(PLACES)
    assert limit[0] == "capacity 20"
    assert first[0].endswith("…")
    assert first[0].startswith("Grid")
    assert first[1] <= 80 + 8  # the page's own margin
    assert last[0] == "Volunteer training"
    page.evaluate("document.querySelectorAll('text')[1].textContent = 'Choir'; plot.drawn()")
    assert page.evaluate(PLACES)[1][0] == "Choir"
    page.close()
