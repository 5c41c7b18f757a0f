"""The roles a person can have."""

from enum import StrEnum


class Role(StrEnum):
    DISPATCHER = "dispatcher"
    RESPONDER = "responder"
    VET = "vet"
    KEEPER = "keeper"
    COORDINATOR = "coordinator"
    DIRECTOR = "director"
