"""The code itself: nothing that one of the two databases cannot do, and no insert that may poison a transaction."""

import ast

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

OURS = ("accounts", "common", "config", "demo", "dispatch", "insights", "messaging", "rehab", "strandings")
FILES = sorted(path for app in OURS for path in (settings.BASE_DIR / app).rglob("*.py"))
TREES = {path.relative_to(settings.BASE_DIR).as_posix(): ast.parse(path.read_text(encoding="utf-8")) for path in FILES}
CODE = {name: tree for name, tree in TREES.items() if "/migrations/" not in name}
# On SQLite such lookups ignore capitals of Latin letters only; these columns hold Latin letters
LATIN = {"username", "reference"}
# the third only says at start which values DATABASE_URL may have
MAY_ASK_WHICH_DATABASE = {"config/settings.py", "common/clock.py", "config/checks.py"}
UPKEEP = "config/upkeep/"  # backup, restore and the move from one to the other know both by profession
# In a CHECK or between two columns of one row nothing is added up
COMPARED_ONLY = {"rehab/models/limits.py", "rehab/models/treatment.py"}


def nodes(kind, trees=CODE):
    """(file, node) of this kind in all our code."""
    return [(name, node) for name, tree in trees.items() for node in ast.walk(tree) if isinstance(node, kind)]


def calls(*wanted: str) -> list[tuple[str, ast.Call]]:
    """Calls of a function or method of one of these names."""
    found = nodes(ast.Call)
    return [(name, call) for name, call in found if getattr(call.func, "attr", getattr(call.func, "id", "")) in wanted]


def where(found) -> list[str]:
    return [f"{name}:{node.lineno}" for name, node in found]


def test_there_is_code_to_look_at():
    assert len(CODE) > 150


def test_no_distinct_on():
    assert not where((name, call) for name, call in calls("distinct") if call.args)


def test_nothing_from_the_postgres_package():
    named = [(name, node) for name, node in nodes(ast.ImportFrom, TREES) if "postgres" in (node.module or "")]
    named += [
        (name, node) for name, node in nodes(ast.Import, TREES) if any("postgres" in alias.name for alias in node.names)
    ]
    assert not where(named)


def test_nobody_asks_which_database_it_is_but_the_settings_and_the_clock():
    found = {name for name, node in nodes(ast.Attribute) if node.attr == "vendor"}
    found |= {name for name, node in nodes(ast.Constant) if "backends.sqlite3" in str(node.value)}
    asking = {name for name in found if not name.startswith(UPKEEP)}
    assert asking <= MAY_ASK_WHICH_DATABASE


def test_no_search_that_folds_latin_letters_only():
    lookups = {"iexact", "icontains", "istartswith", "iendswith", "iregex", "regex", "search"}
    asked = [(name, node.arg.split("__")) for name, node in nodes(ast.keyword) if node.arg and "__" in node.arg]
    wrong = [f"{name}: {parts}" for name, parts in asked if parts[-1] in lookups and parts[-2] not in LATIN]
    assert not wrong, "store a folded column (common.folding) and search that"
    assert not where(calls("Lower", "Upper")), "store a folded column and compare that"


def test_no_search_inside_json():
    """JSON contains is PostgreSQL's own, and has_key differs in what null means; a key's value may be compared."""
    fields = [field for model in apps.get_models() for field in model._meta.get_fields()]
    columns = {field.name for field in fields if isinstance(field, models.JSONField)}
    own = {"has_key", "has_keys", "has_any_keys", "contained_by"}
    asked = [(name, node.arg.split("__")) for name, node in nodes(ast.keyword) if node.arg and "__" in node.arg]
    wrong = [
        f"{name}: {parts}"
        for name, parts in asked
        if parts[-1] in own or (parts[-1] in {"contains", "overlap"} and columns & set(parts[:-1]))
    ]
    assert not wrong


def test_no_deferrable_and_no_exclusion_constraint():
    found = [
        constraint.name
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if getattr(constraint, "deferrable", None) or "Exclusion" in type(constraint).__name__
    ]
    assert not found


def test_every_constraint_has_a_name_that_fits_both():
    """PostgreSQL cuts names at 63 bytes, and two that are cut alike would meet."""
    names = [
        c.name
        for m in apps.get_models()
        for c in [*m._meta.constraints, *m._meta.indexes]
        if m.__module__.split(".")[0] in OURS
    ]
    assert names
    assert not [name for name in names if len(name) > 63]
    assert len(names) == len(set(names))


def _last_part(column: ast.expr) -> str:
    return str(getattr(column, "value", "")).rpartition("__")[2]


def test_no_arithmetic_on_decimals_in_the_database():
    """SQLite reckons them as floats: doses, stock and weights are added up in Python."""
    decimals = {f.name for m in apps.get_models() for f in m._meta.get_fields() if isinstance(f, models.DecimalField)}
    reckoned = [(name, call) for name, call in calls("Sum", "Avg", "StdDev", "Variance", "F") if call.args]
    found = [(name, call) for name, call in reckoned if _last_part(call.args[0]) in decimals]
    wrong = where((name, call) for name, call in found if name not in COMPARED_ONLY)
    assert not wrong


def test_no_request_is_one_transaction():
    named = [(name, node) for name, node in nodes(ast.Constant) if node.value == "ATOMIC_REQUESTS"]
    assert {name for name, _ in named} == {"config/settings.py"}
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"] is False


def _is_atomic(node: ast.AST) -> bool:
    """transaction.atomic or transaction.atomic()"""
    node = node.func if isinstance(node, ast.Call) else node
    return isinstance(node, ast.Attribute) and node.attr == "atomic"


def _atomic_functions(tree: ast.AST) -> set[str]:
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and any(_is_atomic(each) for each in node.decorator_list)
    }


def _is_door(name: str) -> bool:
    return any(part in {"views", "views.py", "api", "api.py"} for part in name.split("/"))


def _has_a_savepoint(body: list[ast.stmt], atomic: set[str]) -> bool:
    """One statement: a block that is a transaction of its own, or the call of a function that is."""
    (only, *others) = body
    if others:
        return False
    if isinstance(only, ast.With):
        return any(_is_atomic(item.context_expr) for item in only.items)
    value = getattr(only, "value", None)
    return isinstance(value, ast.Call) and getattr(value.func, "id", "") in atomic


@pytest.mark.parametrize("name", sorted(CODE))
def test_every_refusal_of_the_database_is_met_outside_a_savepoint(name):
    """`except IntegrityError` around a bare write leaves PostgreSQL's transaction unusable for what follows.

    At a door no transaction is open (ATOMIC_REQUESTS is off): there an action's refusal may be met.
    """
    tree, bare = CODE[name], []
    for node in ast.walk(tree):
        caught = [ast.unparse(handler.type) for handler in getattr(node, "handlers", []) if handler.type]
        if not isinstance(node, ast.Try) or not any("IntegrityError" in each for each in caught):
            continue
        if not _is_door(name) and not _has_a_savepoint(node.body, _atomic_functions(tree)):
            bare.append(node.lineno)
    assert not bare, f"{name}: put the write into `with transaction.atomic()` of its own"
