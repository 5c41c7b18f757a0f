"""What no source may do: write a table that a spreadsheet would run, or pass by the CSRF check without a reason."""

import ast
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from accounts.models import User
from accounts.roles import Role
from tests.house.test_doors import every_pattern

FOLDERS = ("config", "common", "accounts", "messaging", "strandings", "dispatch", "rehab", "demo")
SOURCES = [path for folder in FOLDERS for path in (settings.BASE_DIR / folder).rglob("*.py")]
# The only module that may write CSV or XLSX: it puts an apostrophe before what a spreadsheet would take for a formula
TABLES = "common/tables.py"
# Opened by a secret in the address or by a signature, never by a cookie: nobody's authority can be borrowed
NO_CSRF = re.compile(r"^(report/|sim/send/|s/<str:token>/.*|p/<str:token>/|go/<str:token>/.*|hooks/.*)$")


def test_only_one_module_writes_tables_for_spreadsheets():
    writes = re.compile(r"csv\.(?:writer|DictWriter)|\bopenpyxl\b|\bxlsxwriter\b|text/csv")
    found = [
        path.relative_to(settings.BASE_DIR).as_posix() for path in SOURCES if writes.search(path.read_text())
    ]  # fmt: skip
    assert set(found) <= {TABLES}


def test_only_doors_without_cookies_pass_by_the_csrf_check():
    exempt = [
        route for route, pattern in every_pattern(get_resolver()) if getattr(pattern.callback, "csrf_exempt", False)
    ]
    exempt = [route for route in exempt if not route.startswith("api/")]  # rest_framework checks sessions itself
    assert exempt
    assert not [route for route in exempt if not NO_CSRF.match(route)]


@pytest.mark.django_db
def test_a_program_with_a_session_needs_the_csrf_check_all_the_same():
    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.create(username="d", role=Role.DISPATCHER))
    answer = client.post("/api/v1/strandings/", {}, content_type="application/json")
    assert answer.status_code == 403
    assert "CSRF" in answer.content.decode()


def test_nothing_marks_typed_words_as_safe():
    """mark_safe, format strings in HTML and |safe let a reporter's words become part of a page."""
    allowed = {"accounts/second_factor.py"}
    found = [
        path.relative_to(settings.BASE_DIR).as_posix()
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Name) and node.id in {"mark_safe", "SafeString"} and isinstance(node.ctx, ast.Load)
    ]
    assert set(found) <= allowed
    pages = (settings.BASE_DIR / "templates").rglob("*.html")
    assert not [path.name for path in pages if re.search(r"\|\s*safe\b|autoescape off", path.read_text())]


def test_nothing_runs_what_was_typed():
    bad = {"eval", "exec", "compile"}
    calls = [
        f"{path.name}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in bad
    ]
    assert not calls
    raw = re.compile(r"\.raw\(|\.extra\(|RawSQL\(|pickle\.loads|yaml\.load\(|shell=True")
    assert not [path.name for path in SOURCES if raw.search(path.read_text())]
