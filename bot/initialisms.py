"""Names by their first letters: asked of the New York Times, a text tells of the "NYT"."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.names import initials, names_in
from bot.terms import stem, stems

_CODE = re.compile(r"\b[A-Z][A-Z&]{1,6}\b")


@lru_cache(maxsize=65536)
def stems_with(names: tuple[str, ...], text: str) -> frozenset[str]:
    """The reduced words of a text, with those of a question's names that it gives in another form.

    :param names: of the question. One of several words counts where its initials stand in capitals,
        one in capitals where a name stands that it abbreviates.
    """
    found = stems(text)
    for name in names:
        if " " in name:
            short = initials(name)
            if len(short) > 1 and any(code.lower() == short for code in _CODE.findall(text)):
                found |= stems(name)
        elif _CODE.fullmatch(name) and stem(name) not in found:
            spelt = (text[a:b] for a, b in names_in(text))
            if any(" " in one and initials(one) == name.lower() for one in spelt):
                found |= {stem(name)}
    return found
