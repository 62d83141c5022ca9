"""Two invented documents on a fallen footbridge, and the composed answers that are written anew."""

from __future__ import annotations

from functools import lru_cache

from bot import Bot
from bot.answering import Draft

DOCUMENTS = [
    {
        "id": "mill-post",
        "title": "Footbridge falls in Arden",
        "publisher": "Mill Post",
        "published": "2031-05-04",
        "text": "A footbridge over the Lune fell on Saturday in Arden. At least 137 people were "
        "hurt, the fire brigade said. Mayor Ana Lund said the bridge may have been overloaded. "
        '"Nobody told us that it was unsafe," Lund said. The builder, Karst Works, denied that '
        "the cables were rusty. Engineer Tom Varga said that two cables had been cut.",
    },
    {
        "id": "lune-echo",
        "title": "Arden counts its injured",
        "publisher": "Lune Echo",
        "published": "2031-05-05",
        "text": "Two days after the footbridge fell in Arden, the hospital gave a new figure. The "
        "hospital said 152 people were hurt when the footbridge fell. Engineer Tom Varga accused "
        "Karst Works of negligence. Karst Works said it would pay for all repairs.",
    },
]
HURT = "How many people were hurt?"
"""[1] the fire brigade: at least 137; [2] the hospital: 152; a conflict of figures."""
CABLES = "Were the cables rusty?"
"""[1] Karst Works denies it; [2] Varga: two cables had been cut."""


@lru_cache(maxsize=1)
def bot() -> Bot:
    return Bot.over(DOCUMENTS)


@lru_cache(maxsize=8)
def draft(question: str) -> Draft:
    return bot().draft(question)
