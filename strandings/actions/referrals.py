"""Passing a case to a partner, and the partner's answer or silence."""

from datetime import datetime

from django.db import transaction

from accounts import links
from accounts.models import CentreSetting, User
from common.lifecycle import check_move
from common.phones import normalise
from messaging.actions import contact_for, owe
from strandings.actions.cases import close
from strandings.actions.record import lock, move, note
from strandings.actions.references import next_message_reference
from strandings.deadlines import look_by
from strandings.lifecycle import REFERRAL_MOVES, ReferralStatus, StrandingStatus
from strandings.models import Partner, Referral, Stranding
from strandings.words import Resolution

S = StrandingStatus
R = ReferralStatus


@transaction.atomic
def refer(
    stranding: Stranding,
    *,
    partner: Partner,
    answer_by: datetime,
    passed_on: list[str],
    by: User,
    at: datetime,
) -> Referral:
    """Pass the case on, with a deadline. Beside a working team a referral moves nothing."""
    stranding = lock(stranding)
    referral = Referral.objects.create(
        stranding=stranding, partner=partner, passed_on=passed_on, sent_at=at, sent_by=by, answer_by=answer_by
    )
    referral.link = links.make("referral", referral.pk)
    referral.save(update_fields=["link"])
    _text_partner(referral, stranding, at=at)
    details = {"partner": partner.name, "until": answer_by.isoformat(), "passed_on": passed_on}
    if stranding.status == S.RESPONDING:
        note(stranding, verb="referred_beside", by=by, at=at, details=details)
    else:
        move(
            stranding,
            S.WITH_PARTNER,
            verb="referred",
            by=by,
            at=at,
            details=details,
            next_at=answer_by,
            needs_person_because="",
        )
    return referral


@transaction.atomic
def answer_referral(
    referral: Referral,
    *,
    to: ReferralStatus,
    at: datetime,
    by: User | None = None,
    act_number: str = "",
    disposition: str = "",
    result: str = "",
) -> Referral:
    """What the partner says, by link or through the dispatcher. An answer after silence still counts.

    DONE with a disposition closes a stranding that is with the partner; NOT_FOUND and NOT_OURS bring it back to NEW.
    """
    stranding = lock(referral.stranding)
    referral = Referral.objects.select_for_update().get(pk=referral.pk)
    check_move(REFERRAL_MOVES, ReferralStatus(referral.status), to)
    referral.status, referral.answered_at = to, at
    referral.act_number = act_number or referral.act_number
    referral.disposition = disposition or referral.disposition
    referral.result = result or referral.result
    referral.save(update_fields=["status", "answered_at", "act_number", "disposition", "result"])
    who = "" if by else referral.partner.name
    note(stranding, verb="partner_answered", by=by, by_words=who, at=at, details={"answer": to.value})
    if stranding.status == S.WITH_PARTNER:
        if to == R.DONE and referral.disposition:
            close(stranding, resolution=Resolution.DONE_BY_PARTNER, by=by, by_words=who, at=at)
        elif to in {R.NOT_FOUND, R.NOT_OURS, R.TAKEN_BACK}:
            _back_to_desk(stranding, because="partner_answered", by=by, by_words=who, at=at)
    return referral


@transaction.atomic
def fall_silent(referral: Referral, *, at: datetime) -> None:
    """The deadline passed without an answer: the case comes back to the dispatcher, once."""
    stranding = lock(referral.stranding)
    rows = Referral.objects.filter(
        pk=referral.pk, silent_since=None, status__in=[R.SENT, R.RECEIVED, R.GOING], answer_by__lte=at
    )
    if not rows.update(silent_since=at):
        return
    if stranding.status == S.WITH_PARTNER:
        _back_to_desk(stranding, because="partner_silent", by=None, by_words="system", at=at)


def _text_partner(referral: Referral, stranding: Stranding, *, at: datetime) -> None:
    """Owe the partner the link, where we have a number; else a person calls them."""
    phone = normalise(referral.partner.phone, CentreSetting.load().country)
    if phone is None:
        return
    owe(
        contact=contact_for(phone=phone, language=referral.partner.language, name="", at=at),
        template="referral",
        context={"place": stranding.place_name, "count": stranding.count_to, "until": referral.answer_by},
        dedupe_key=f"referral:{referral.pk}",
        reference=next_message_reference(stranding),
        about=stranding.about,
        purpose=f"strandings.referral:{referral.pk}",
        at=at,
        useless_after=referral.answer_by,
        urgency=3,
        link=referral.link,
        link_path="/p/{token}/",
    )


def _back_to_desk(stranding: Stranding, *, because: str, by: User | None, by_words: str, at: datetime) -> None:
    move(
        stranding,
        S.NEW,
        verb="back_from_partner",
        by=by,
        by_words=by_words,
        at=at,
        details={"because": because},
        next_at=at + look_by(stranding.priority),
        needs_person_because=because,
    )
