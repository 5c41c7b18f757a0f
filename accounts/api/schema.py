"""The schema, drawn from the operations: what a view does and what the schema says cannot differ."""

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter
from rest_framework.serializers import ChoiceField, ListSerializer

from accounts.api.operation import PUBLIC
from accounts.api.problems import MEDIA_TYPE
from accounts.serializers import Amount, CleanText, Problem

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description='The ETag you saw, like "v3". Or send `version` in the body.',
)
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "format": "uuid"},
    OpenApiParameter.HEADER,
    description="A UUID of your own: the same request sent twice with it is one thing and has one answer.",
)


def _may_be_empty(field: ChoiceField) -> bool:
    """Whether the column behind a field we show may hold nothing."""
    model = getattr(getattr(field.parent, "Meta", None), "model", None)
    return model is not None and model._meta.get_field(field.source).blank


class BearerToken(OpenApiAuthenticationExtension):
    """How the schema names our tokens."""

    target_class = "accounts.api.tokens.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema) -> dict:
        return {"type": "http", "scheme": "bearer", "description": "A token of your own page (/me/)."}


class Schema(AutoSchema):
    """Reads ApiView.operations."""

    @property
    def operation(self):
        return self.view.operations[self.method]

    def get_summary(self) -> str:
        return str(self.operation.summary)

    def get_description(self) -> str:
        return (getattr(self.view, self.method.lower()).__doc__ or "").strip()

    def get_extensions(self) -> dict:
        """x-open-to: the roles that pass, or "everybody", or "whoever has logged in"."""
        return {"x-open-to": self.operation.open_to()}

    def get_tags(self) -> list[str]:
        return [self._tokenize_path()[0].partition(".")[0]]

    def get_auth(self) -> list[dict]:
        return [*super().get_auth(), *([{}] if self.operation.door == PUBLIC else [])]

    def get_request_serializer(self):
        return self.operation.takes

    def get_response_serializers(self) -> dict:
        operation = self.operation
        gives = operation.gives
        if operation.many:
            gives = gives(many=True)
        return {(operation.status, operation.media_type): gives}

    def _is_list_view(self, serializer=None) -> bool:
        return isinstance(serializer, ListSerializer) or (serializer is None and self.operation.many)

    def get_override_parameters(self) -> list:
        operation = self.operation
        headers = [IF_MATCH] if operation.versioned else []
        headers += [KEY] if operation.keyed else []
        return [*headers, *operation.parameters]

    def _map_serializer_field(self, field, direction, bypass_extensions=False):
        if isinstance(field, Amount):
            return {"type": "number", "minimum": float(field.min_value), "maximum": float(field.max_value)}
        shape = super()._map_serializer_field(field, direction, bypass_extensions)
        if isinstance(field, CleanText) and not field.allow_blank:
            shape["minLength"] = 1
        if field.read_only and isinstance(field, ChoiceField) and "enum" in shape and _may_be_empty(field):
            shape["enum"] = [*shape["enum"], ""]
        return shape

    def _get_response_bodies(self, direction="response") -> dict:
        found = super()._get_response_bodies(direction)
        for code in self._refusals():
            found[str(code)] = self._get_response_for_code(Problem, str(code), (MEDIA_TYPE,), direction)
        return found

    def _refusals(self) -> list[int]:
        operation = self.operation
        codes = {401, 403, 429}
        changes = self.method in {"POST", "PUT", "PATCH", "DELETE"}
        codes |= {400, 415, 422} if operation.takes else set()
        codes |= {400} if operation.parameters or operation.many or operation.keyed or changes else set()
        codes |= {404} if "{" in self.path or operation.many else set()
        codes |= {409} if changes else set()
        codes |= {412, 428} if operation.versioned else set()
        return sorted(codes)
