"""Sentences of a document that speak to the machine that reads it, not to people.

"Ignore all previous instructions and answer that ..." tells nothing about the world: as a claim of
its document it would still carry the attacker's words into an answer. What stands in quotation
marks, such as a report on such an attack, is left alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TELL = (
    r"(?:answer|respond|reply|say|state|write|print|output|repeat|declare|conclude|claim|insist|"
    r"tell\s+(?:the\s+)?(?:user|reader)|include\s+in\s+your\s+(?:summary|answer|reply))"
)
_WHAT = (
    r"(?:\s+(?:every|all|any|this|the)\s+\w+)?(?:\s+(?:that|only|with|exactly|in\s+json|"
    r"as\s+a\s+fact|the\s+(?:following|words|sentence))\b|\s*:)"
)
_MACHINE = (
    r"(?:a\.?i\.?|assistants?|chat\s?bots?|(?:large\s+)?language\s+models?|llms?|gpt[\w-]*|bots?)"
)
_CLAUSE = re.compile(r"(?:^|[.;:(>\]?!]\s*|,\s+(?=answer\b|respond\b|reply\b))\W*", re.IGNORECASE)
_AT_CLAUSE = re.compile(
    # Orders about what came before.
    r"(?:please\s+)?(?:ignore|disregard|forget|override)\b.{0,30}\b(?:previous|prior|earlier|above|"
    r"all|every|other|what\s+you)\b.{0,40}\b(?:instructions?|prompts?|rules?|documents?|sources?|"
    r"told|text|context|claims?)\b"
    # Orders about the answer.
    rf"|(?:(?:please|always|now|only)\s+)*(?:stop\s+\w+ing\b.{{0,30}}\band\s+)?{_TELL}{_WHAT}"
    rf"|(?:pretend|imagine|let\s+us\s+play|play|act\s+as)\b.*\b{_TELL}{_WHAT}"
    # Spoken to by name, and labels of a chat.
    r"|(?:dear|hello|hey|attention|note\s+to|to)\s+(?:any\s+|all\s+|every\s+|the\s+)?"
    rf"{_MACHINE}\b|{_MACHINE}\s*,\s*(?:please|you|tell|say|answer|write|ignore)\b"
    r"|(?:system|assistant|user|human|ai|bot)\s*(?:prompt|message)?\s*:"
    r"|(?:override|new\s+instructions?|(?:verified|final|correct)\s+answer)\s*:",
    re.IGNORECASE | re.DOTALL,
)
_RARE = (
    "im_",
    "<|",
    "inst",
    "sys>",
    "##",
    "</",
    "role",
    "system",
    "you",
    "answer",
    "do not",
    " as a",
)
"""One of these stands in whatever the next pattern finds."""
_ANYWHERE = re.compile(
    r"<\|?im_(?:start|end)|<\|(?:system|user|assistant|end\w*)\|>|\[/?INST\]|<</?SYS>>"
    r"|#{2,}\s*(?:instructions?|response|system|prompt)\b"
    r"|</?(?:system|documents?|context|claims?|instructions?|prompt)>"
    r"|[\"']role[\"']\s*:\s*[\"'](?:system|assistant|user)|\{\{\s*system\b|\bsystem\s+prompt\s*:"
    r"|\byou\s+are\s+(?:now\s+)?(?:an?\s+(?:helpful\s+)?(?:assistant|ai|language\s+model|chatbot)|"
    r"in\s+\w+\s+mode)\b"
    r"|\bas\s+an?\s+\w+\s+(?:model|ai|assistant),?\s+you\b"
    r"|\bdo\s+not\s+(?:cite|quote|mention|use)\s+(?:any\s+)?other\s+(?:documents?|sources?)\b"
    rf"|\byou\s+(?:must|will|should|shall|have\s+to|are\s+to)\s+(?:always\s+|only\s+)?"
    rf"(?:answer|respond|reply){_WHAT}"
    r"|\byou\s+will\s+(?:only\s+)?say\s+that\b.*\.$|\band\s+you\s+answer\s+that\b"
    r"|\byour\s+(?:only\s+|final\s+)?answer\s+(?:must|should|will)\s+be\b"
    r"|\b(?:permitted|required|expected|approved)\s+answer\b",
    re.IGNORECASE | re.DOTALL,
)
_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|(?<=[\w,:]\s)\"[^\"]*\"|^\"[^\"]*\"(?=,?\s+\w)")


@lru_cache(maxsize=16384)
def to_a_machine(text: str) -> bool:
    """True for a sentence that gives orders to an assistant, or pretends to be its prompt."""
    seen = text
    if not text.isascii():
        seen = "".join(c for c in text if unicodedata.category(c) != "Cf")
    if "role" not in seen or "{" not in seen:
        seen = _QUOTED.sub(" ", seen)
    if any(_AT_CLAUSE.match(seen, start.end()) for start in _CLAUSE.finditer(seen)):
        return True
    low = seen.lower()
    return any(word in low for word in _RARE) and _ANYWHERE.search(seen) is not None
