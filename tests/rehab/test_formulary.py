"""Example ranges come with their source, are never approved by themselves, and leave a vet's own rows alone."""

import pytest
from django.core.management import call_command
from django.urls import reverse

from rehab.models import CareLimit, Drug, FormularyEntry

pytestmark = pytest.mark.django_db


def test_examples_are_marked_sourced_and_unapproved():
    call_command("load_formulary_examples", verbosity=0)
    rows = FormularyEntry.objects.all()
    assert rows.count() == 7
    assert all(r.is_example and r.source.startswith("https://") and r.approved_at is None for r in rows)
    assert CareLimit.objects.exclude(source="").count() == 2
    assert CareLimit.objects.get(measure="release_weight_kg").low is None


def test_loading_again_touches_nothing_a_vet_has_changed(vet, at):
    call_command("load_formulary_examples", verbosity=0)
    entry = FormularyEntry.objects.get(drug__name="meloxicam")
    entry.high, entry.approved_by, entry.approved_at = 1, vet, at
    entry.save()
    call_command("load_formulary_examples", verbosity=0)
    entry.refresh_from_db()
    assert (entry.high, entry.approved_by) == (1, vet)
    assert FormularyEntry.objects.count() == 7
    assert Drug.objects.count() == 6


def test_a_vet_approves_on_the_page_and_a_keeper_only_reads(client, vet, keeper):
    call_command("load_formulary_examples", verbosity=0)
    entry = FormularyEntry.objects.get(drug__name="meloxicam")
    client.force_login(keeper)
    assert entry.studied_species in client.get(reverse("formulary")).content.decode()
    assert client.post(reverse("approve_range", args=[entry.pk])).status_code == 403
    client.force_login(vet)
    client.post(reverse("approve_range", args=[entry.pk]))
    entry.refresh_from_db()
    assert entry.approved_by == vet


def test_ranges_stand_in_the_readers_units(client, vet):
    call_command("load_formulary_examples", verbosity=0)
    client.force_login(vet)
    page = client.get(reverse("formulary") + "?lang=ru").content.decode()
    assert " мг/кг<br>" in page
    assert " mg/kg<br>" not in page
