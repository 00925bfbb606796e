"""Characters that nobody sees, and the few places in which writing needs them."""

import unicodedata

Ranges = tuple[tuple[str, str], ...]

BLANK: Ranges = (
    ("\u00ad", "\u00ad"), ("\u034f", "\u034f"), ("\u061c", "\u061c"), ("\u115f", "\u1160"), ("\u17b4", "\u17b5"),
    ("\u180b", "\u180f"), ("\u200b", "\u200f"), ("\u202a", "\u202e"), ("\u2060", "\u206f"), ("\u2800", "\u2800"),
    ("\u3164", "\u3164"), ("\ufe00", "\ufe0f"), ("\ufeff", "\ufeff"), ("\uffa0", "\uffa0"), ("\ufff0", "\ufffb"),
    ("\U00016fe4", "\U00016fe4"), ("\U0001bca0", "\U0001bca3"), ("\U0001d159", "\U0001d159"),
    ("\U0001d173", "\U0001d17a"), ("\U000e0000", "\U000e0fff"),
)  # fmt: skip
"""Default-ignorable by Unicode (DerivedCoreProperties), and letters and signs without ink: fillers, the empty braille cell."""
JOINING: Ranges = (
    ("\u0600", "\u0dff"), ("\u0f00", "\u109f"), ("\u1700", "\u18af"), ("\u1a00", "\u1bff"), ("\ua800", "\uabff"),
    ("\ufb50", "\ufdff"), ("\ufe70", "\ufefc"), ("\U00010a00", "\U00011fff"),
)  # fmt: skip
"""Scripts whose letters take another form beside a joiner: Arabic and its kin, and those that came from Brahmi."""
UNSPACED: Ranges = (
    ("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u1950", "\u19df"), ("\u1a20", "\u1aaf"),
    ("\ua980", "\ua9df"),
)  # fmt: skip
"""Scripts that have no space between words, so that U+200B says where one ends: Thai, Lao, Burmese, Khmer and their kin."""
IDEOGRAPHS: Ranges = (("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003fffd"))
FLAG, TAGS = "\U0001f3f4", ("\U000e0020", "\U000e007f")
PICTOGRAPHS = ("\U0001f000", "\U0001faff")


def is_blank(character: str) -> bool:
    return not character.isascii() and _within(character, BLANK)


def is_needed(text: str, place: int) -> bool:
    """Whether the blank at this place does something to its neighbours that a reader sees."""
    blank, before, after = text[place], text[place - 1 : place], text[place + 1 : place + 2]
    if not before:
        return False
    match blank:
        case "\u200c":
            return _is_letter_of(before, JOINING) and _is_letter_of(after, JOINING)
        case "\u200d":
            drawn = _is_picture(before) or before == "\ufe0f"
            return _is_letter_of(before, JOINING) or (drawn and _is_picture(after))
        case "\u200b":
            return _is_letter_of(before, UNSPACED) and _is_letter_of(after, UNSPACED)
    if "\u180b" <= blank <= "\u180f":
        return "\u1820" <= before <= "\u18aa"
    if "\ufe00" <= blank <= "\ufe0f":
        return (
            unicodedata.category(before)[0] in "NPS"
            or before == "ℹ"
            or _is_picture(before)
            or _within(before, IDEOGRAPHS)
        )
    if "\U000e0100" <= blank <= "\U000e01ef":
        return _within(before, IDEOGRAPHS)
    return TAGS[0] <= blank <= TAGS[1] and (before == FLAG or TAGS[0] <= before < TAGS[1])


def _is_letter_of(character: str, scripts: Ranges) -> bool:
    return bool(character) and _within(character, scripts) and unicodedata.category(character)[0] in "LM"


def _is_picture(character: str) -> bool:
    return bool(character) and (
        PICTOGRAPHS[0] <= character <= PICTOGRAPHS[1] or unicodedata.category(character) in ("So", "Sm")
    )


def _within(character: str, ranges: Ranges) -> bool:
    return any(first <= character <= last for first, last in ranges)
