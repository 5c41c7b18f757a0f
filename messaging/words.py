"""What a text message says about the wish to be left alone and about its language."""

# Texts to people whose work it is: they go out whatever the person's telephone asked, and count for no daily limit.
# A text that is not named here is for the public.
FOR_OUR_PEOPLE = frozenset(
    {
        *("offer", "offer_all"),
        *("team_busy", "team_help_coming", "team_ok", "team_over", "team_stood_down", "team_taken", "team_unknown"),
        *("team_which", "team_withdrawn"),
        *("alarm_disagree", "alarm_file", "alarm_held_back", "alarm_no_team", "alarm_sender_stopped"),
        *("alarm_team_help", "alarm_team_late", "alarm_uncertain", "alarm_unread"),
    }
)
STOP_CONFIRMED = "opted_out"
STOP_WORDS = frozenset({"stop", "стоп", "тоқтат"})
KAZAKH_LETTERS = frozenset("әғқңөұүһі")
CYRILLIC = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя") | KAZAKH_LETTERS


def asks_to_stop(text: str) -> bool:
    """Whether the whole message is one of the words that mean: write to me no more."""
    return text.strip().strip(".!").strip().casefold() in STOP_WORDS


def language_of(text: str) -> str | None:
    """kk for any Kazakh letter, ru for other Cyrillic, en for Latin letters, None when there are no letters."""
    letters = {letter for letter in text.casefold() if letter.isalpha()}
    if letters & KAZAKH_LETTERS:
        return "kk"
    if letters & CYRILLIC:
        return "ru"
    return "en" if any(letter.isascii() for letter in letters) else None


def language_after(known: str, text: str) -> str:
    """The language to answer in: Kazakh once seen stays, Cyrillic ends English, Latin changes nothing."""
    heard = language_of(text)
    if heard == "kk" or (heard == "ru" and known == "en"):
        return heard
    return known
