"""Every view carries one of these; a house test walks the URLconf and fails when one does not."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from accounts.permissions import Permission, may

PUBLIC = "public"
SIGNED_IN = "signed in"


def needs(permission: Permission) -> Callable:
    """Only people whose role holds the permission pass; visitors go to the login page, others get 403."""

    def guard(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not may(request.user.role, permission):
                raise PermissionDenied(permission.value)
            return view(request, *args, **kwargs)

        guarded.door = permission
        return guarded

    return guard


def signed_in(view):
    """Whoever has logged in passes, whatever the role: one's own page, the first page."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.door = SIGNED_IN
    return guarded


def public(view):
    """Open to everybody on purpose; what it shows is limited by the view itself."""
    view.door = PUBLIC
    return view
