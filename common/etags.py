"""Whether a browser has an answer already: compressing it makes its tag a weak one, W/"...", and still the same."""

from django.utils.http import parse_etags


def has_already(asked_with: str, etag: str) -> bool:
    """Whether If-None-Match names this tag, weak or not."""
    return etag in [one.removeprefix("W/") for one in parse_etags(asked_with)]
