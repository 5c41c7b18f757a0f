"""The base of every API view: doors that fail closed, what was sent checked, what is given shaped, by one table."""

from typing import ClassVar
from uuid import UUID, uuid5

from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from accounts.api.operation import Operation
from accounts.api.problems import VersionMissing


class ApiView(GenericAPIView):
    """A view of the API. `operations`: method -> Operation; the clock is read once, as `self.at`."""

    operations: ClassVar[dict[str, Operation]] = {}
    http_method_names = ("get", "head", "post", "put", "patch", "delete")
    pagination_class = None
    filter_backends = ()

    @classmethod
    def as_view(cls, **initkwargs):
        view = super().as_view(**initkwargs)
        view.door = {method: operation.door for method, operation in cls.operations.items()}
        return view

    def initial(self, request, *args, **kwargs):
        self.at = timezone.now()
        super().initial(request, *args, **kwargs)

    @classmethod
    def operation_of(cls, method: str) -> Operation | None:
        """The operation behind a method; HEAD is GET."""
        return cls.operations.get("GET" if method == "HEAD" else method)

    @property
    def allowed_methods(self):
        return sorted(self.operations)

    def told(self) -> dict:
        """What was sent, checked."""
        return self.checked().validated_data

    def checked(self):
        """The serializer the operation takes, filled with what was sent; raises what is wrong with it."""
        if not isinstance(self.request.data, dict):
            raise exceptions.ValidationError({"body": [_("Send one JSON object.")]})
        form = self.operation_of(self.request.method).takes(data=self.request.data, context={"at": self.at})
        form.is_valid(raise_exception=True)
        return form

    def shown(self, thing) -> dict:
        """The thing as this operation gives it."""
        return self.operation_of(self.request.method).gives(thing, context=self.get_serializer_context()).data

    def give(self, thing, *, etag: str = "") -> Response:
        """The answer with its status, and the version as ETag where the thing has one."""
        response = Response(self.shown(thing), self.operation_of(self.request.method).status)
        if etag:
            response["ETag"] = etag
        response["Cache-Control"] = "private, no-store"
        return response

    def give_page(self, queryset) -> Response:
        """One page of a queryset, filtered as the address says."""
        rows = self.paginate_queryset(self.filter_queryset(queryset))
        gives = self.operation_of(self.request.method).gives
        response = self.get_paginated_response(gives(rows, many=True, context=self.get_serializer_context()).data)
        response["Cache-Control"] = "private, no-store"
        return response

    def key(self) -> UUID | None:
        """The Idempotency-Key: a UUID, bound to the person who sent it so that nobody meets another's answer."""
        written = self.request.headers.get("Idempotency-Key")
        if written is None:
            return None
        try:
            given = UUID(written.strip())
        except ValueError as error:
            wrong = _("Give a UUID, a new one for each new thing.")
            raise exceptions.ValidationError({"Idempotency-Key": [wrong]}) from error
        return uuid5(given, f"user:{self.request.user.pk}") if self.request.user.is_authenticated else given

    def seen_version(self, told: dict) -> tuple[int, bool]:
        """The version the caller saw, and whether a header said so; raises VersionMissing without one."""
        header = self.request.headers.get("If-Match")
        if header is not None:
            number = header.strip().removeprefix("W/").strip('"').removeprefix("v")
            return (int(number) if number.isascii() and number.isdigit() and len(number) < 10 else -1), True
        if told.get("version") is None:
            raise VersionMissing
        return told["version"], False


def etag(thing) -> str:
    """The ETag of a row with a version."""
    return f'"v{thing.version}"'
