"""How the lists of words are written: one text, words parted by commas."""


def listed(text: str) -> tuple[str, ...]:
    """The words or phrases of a comma-separated text, line breaks and double spaces taken out."""
    return tuple(" ".join(item.split()) for item in text.split(",") if item.strip())


def any_of(words: tuple[str, ...]) -> str:
    """One pattern that is any of the words."""
    return "|".join(words)


def numbered(text: str) -> dict[str, int]:
    """ "1 one single, 2 two" as a word -> number table."""
    rows = [row.split() for row in text.split(",")]
    return {word: int(row[0]) for row in rows if row for word in row[1:]}
