"""What is printed: black on white whatever the theme, without navigation and buttons, nothing cut at the edge."""

import pytest

from tests.browser.pages import ALL, PAGES

A4_WITHOUT_MARGINS = {"width": 680, "height": 1000}  # 180 x 267 mm at 96 dots an inch
PRINTED = ["patient", "a patient with much behind it", "casefile", "rounds", "call_sheet", "enclosures", "release"]
COLOURED = """() => {
  const light = (colour) => {
    const [red, green, blue, opacity = 1] = colour.match(/[\\d.]+/g).map(Number);
    return opacity === 0 ? null : (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
  };
  const seen = [...document.querySelectorAll("body, body *")].filter((one) => one.checkVisibility());
  const wrong = [];
  for (const one of seen) {
    const style = getComputedStyle(one), ground = light(style.backgroundColor);
    const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (ground !== null && ground < 0.9 && words) wrong.push("ground " + one.outerHTML.slice(0, 120));
    if (words && (light(style.color) ?? 0) > 0.45) wrong.push("pale words " + one.outerHTML.slice(0, 120));
  }
  return wrong;
}"""
CUT = """() => [...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.closest("svg, .vh, select, input, textarea, .leaflet-container"))
  .filter((one) => getComputedStyle(one).overflowX !== "visible" && one.clientWidth)
  .filter((one) => one.scrollWidth > one.clientWidth + 1)
  .map((one) => one.outerHTML.slice(0, 160))"""
WIDE = "document.documentElement.scrollWidth - innerWidth"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", PRINTED)
def test_a_printed_page_is_black_on_white_and_whole(screen, path_of, name, theme):
    window = screen(width=1366, language="ru", theme=theme, who=ALL[name].who)
    page = window.open(path_of(name))
    page.emulate_media(media="print")
    page.set_viewport_size(A4_WITHOUT_MARGINS)
    for gone in ("header.bar nav", ".keys", ".btn.main", "form button[type=submit]", ".toast"):
        assert not page.locator(f"{gone} >> visible=true").count(), f"{gone} is printed"
    assert page.evaluate(COLOURED) == []
    assert page.evaluate(WIDE) <= 0
    assert page.evaluate(CUT) == []
    sheet = page.pdf(format="A4")
    assert sheet.startswith(b"%PDF")


def test_a_case_file_is_printed_with_its_whole_timeline(screen, path_of):
    window = screen(width=1366, who=PAGES["casefile"].who)
    page = window.open(path_of("casefile"))
    lines = page.locator(".sheet .tl li, .sheet tbody tr").count()
    page.emulate_media(media="print")
    assert lines > 5
    assert (
        page.locator(".sheet .tl li >> visible=true").count() + page.locator(".sheet tbody tr >> visible=true").count()
        == lines
    )
