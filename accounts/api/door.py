"""Who passes an API view, and in which form it answers: what the settings name for every view."""

from rest_framework import exceptions
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.permissions import BasePermission


class ThroughTheDoor(BasePermission):
    """Passes whom the operation's door lets in; a view without operations lets nobody in."""

    def has_permission(self, request, view) -> bool:
        if not getattr(view, "operations", None):
            return False
        operation = view.operation_of(request.method)
        if operation is None:
            raise exceptions.MethodNotAllowed(request.method)
        return operation.lets_in(request.user)


class AlwaysJson(DefaultContentNegotiation):
    """Whatever Accept says, the answer is what the operation gives: there is only one form."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type
