"""The schema is drawn without a warning, and the page that explains it opens for the centre's people."""

import pytest
from django.core.management import call_command


def test_the_schema_is_valid_and_without_warnings(capsys, tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yml"))
    assert "Warning" not in capsys.readouterr().err


@pytest.mark.django_db
def test_every_operation_says_who_may_and_what_it_does(client):
    schema = client.get("/api/schema/").json()
    operations = [operation for methods in schema["paths"].values() for operation in methods.values()]
    assert len(operations) > 20
    for operation in operations:
        assert operation["summary"]
        assert operation["x-open-to"]
        assert {"401", "403", "429"} <= set(operation["responses"])


SAID = [("kk", "Қоңырауды жазып алу"), ("ru", "Записать звонок"), ("en", "Take down a call")]


@pytest.mark.parametrize(("language", "said"), SAID)
def test_the_page_names_everything_in_each_language(client, centre, person, language, said):
    client.force_login(person("keeper"))
    page = client.get("/api/", {"lang": language})
    text = page.content.decode()
    assert said in text
    assert "/api/v1/strandings/{reference}/close/" in text
    assert "<script src=" in text
    assert "http://" not in text.replace("http://127.0.0.1:8000", "").replace("http://www.w3.org", "")


def test_the_page_is_reached_from_ones_own_page(client, centre, person):
    client.force_login(person("dispatcher"))
    assert 'href="/api/"' in client.get("/me/").content.decode()
