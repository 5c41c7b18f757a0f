"""One method of one address: its door, what it takes, what it gives. View, schema and docs page all read this."""

from dataclasses import dataclass

from accounts.doors import PUBLIC, SIGNED_IN
from accounts.permissions import Permission, may
from accounts.roles import Role

Door = Permission | tuple[Permission, ...] | str


@dataclass(frozen=True)
class Operation:
    """door: a permission, several of which any one opens, "public" or "signed in". many: a page of `gives`.

    versioned: the caller says which version was seen (If-Match, or `version` in the body); keyed: an Idempotency-Key
    makes the same request sent twice one thing. parameters: of the query, for the schema.
    """

    door: Door
    summary: object
    takes: type | None = None
    gives: type | dict | None = None
    many: bool = False
    status: int = 200
    versioned: bool = False
    keyed: bool = False
    parameters: tuple = ()
    media_type: str = "application/json"

    def lets_in(self, user) -> bool:
        """Whether this person passes."""
        if self.door == PUBLIC:
            return True
        if not user.is_authenticated:
            return False
        if self.door == SIGNED_IN:
            return True
        return any(may(user.role, permission) for permission in self._wanted)

    def open_to(self) -> list[str]:
        """The roles that pass, or ["everybody"], or ["whoever has logged in"]."""
        if self.door in (PUBLIC, SIGNED_IN):
            return ["everybody" if self.door == PUBLIC else "whoever has logged in"]
        return [role.value for role in Role if any(may(role, permission) for permission in self._wanted)]

    @property
    def _wanted(self) -> tuple[Permission, ...]:
        return self.door if isinstance(self.door, tuple) else (self.door,)
