"""The drawn life cycles are those the code obeys."""

from django.conf import settings

from demo.lifecycles import page


def test_the_diagrams_are_up_to_date():
    drawn = (settings.BASE_DIR / "docs" / "lifecycles.md").read_text()
    assert drawn == page(), "run: python manage.py draw_lifecycles"
