"""What the map's GeoJSON looks like, for the schema."""

_POINT = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"type": "string", "enum": ["Point"]},
        "coordinates": {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2},
    },
}
_FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string", "description": "A case's reference; a team has none"},
        "geometry": _POINT,
        "properties": {
            "type": "object",
            "properties": {
                "v": {
                    "type": "array",
                    "items": {"type": "integer"},
                    "minItems": 4,
                    "maxItems": 4,
                    "description": "priority, title in `words`, status in `statuses`, place name in `words` or -1",
                },
                "n": {"type": "string", "description": "A team's name"},
            },
        },
    },
}
COLLECTION = {
    "type": "object",
    "required": ["type", "words", "statuses", "features"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "words": {"type": "array", "items": {"type": "string"}},
        "statuses": {
            "type": "array",
            "items": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
            "description": "[shape, word]",
        },
        "features": {"type": "array", "items": _FEATURE},
    },
}
