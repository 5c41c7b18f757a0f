"""Who is asking."""

from django.utils.translation import gettext_lazy as _

from accounts.api.operation import SIGNED_IN, Operation
from accounts.api.view import ApiView
from accounts.permissions import Permission, may
from accounts.serializers import Person


class Me(ApiView):
    """Oneself."""

    operations = {"GET": Operation(SIGNED_IN, _("Who I am and what I may do"), gives=Person)}

    def get(self, request):
        """The names of permissions are those of this schema's descriptions."""
        person = request.user
        known = {
            "username": person.username,
            "name": str(person),
            "role": person.role,
            "language": person.language,
            "may": [permission.name for permission in Permission if may(person.role, permission)],
        }
        return self.give(known)
