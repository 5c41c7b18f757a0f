"""The schema as drawn from the views, once for each language in each process."""

import json
from functools import lru_cache

from django.utils.translation import override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer


@lru_cache(maxsize=4)
def schema_text(language: str) -> bytes:
    """OpenAPI 3 as JSON; the summaries are in this language."""
    with override(language):
        return OpenApiJsonRenderer().render(
            SchemaGenerator().get_schema(request=None, public=True), renderer_context={}
        )


@lru_cache(maxsize=4)
def drawn(language: str) -> dict:
    """The same, to be read by the page."""
    return json.loads(schema_text(language))
