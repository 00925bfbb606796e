"""The year as a picture: what was paid, given back, kept and paid out, month by month."""

from collections.abc import Mapping

from reportlab.graphics import renderSVG
from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.charts.legends import Legend
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import Color, HexColor

from bench.year.figures import FLOWS, Month

WIDTH, HEIGHT = 960, 420
COLOURS: dict[str, Color] = dict(zip(FLOWS, map(HexColor, ("#1b6ca8", "#c0392b", "#8e6bbf", "#2e8b57")), strict=True))
MINOR_OF_A_THOUSAND = 100_000


def svg(months: Mapping[str, Month], currency: str) -> str:
    """Bars in thousands of the currency."""
    drawing = Drawing(WIDTH, HEIGHT)
    drawing.add(String(60, HEIGHT - 30, f"A year of a marketplace, in thousands of {currency}", fontSize=16))
    drawing.add(_bars(months))
    drawing.add(_legend())
    drawn: str = renderSVG.drawToString(drawing)
    return drawn


def _bars(months: Mapping[str, Month]) -> VerticalBarChart:
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 60, 70, WIDTH - 100, HEIGHT - 140
    chart.data = [[month[flow] / MINOR_OF_A_THOUSAND for month in months.values()] for flow in FLOWS]
    chart.categoryAxis.categoryNames = list(months)
    chart.valueAxis.valueMin = 0
    chart.groupSpacing, chart.barSpacing = 8, 1
    for place, flow in enumerate(FLOWS):
        chart.bars[place].fillColor = COLOURS[flow]
        chart.bars[place].strokeColor = None
    return chart


def _legend() -> Legend:
    legend = Legend()
    legend.x, legend.y, legend.columnMaximum, legend.deltax = 60, 36, 1, 120
    legend.colorNamePairs = [(COLOURS[flow], flow) for flow in FLOWS]
    legend.alignment = "right"
    return legend
