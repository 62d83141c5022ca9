"""The prompts: one Markdown file each, its variables checked when it is loaded.

A file holds the messages of a chat, each under a heading ``# system``, ``# user`` or
``# assistant``; ``{name}`` is a variable. A prompt that lacks what it needs or names what does not
exist is refused when the bot opens, not when the first question is asked.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from bot.llm.types import Message
from bot.settings import SettingsError

FOLDER = Path(__file__).resolve().parent.parent.parent / "prompts"
"""The built-in prompts."""

VARIABLES: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "answer": (frozenset(), frozenset(("question", "claims", "claim", "conflicts"))),
    "repair": (frozenset(), frozenset(("sentence", "reason", "claims", "composed"))),
    "condense": (frozenset(("turns", "question")), frozenset(("turns", "question"))),
    "judge": (frozenset(("passages", "sentence")), frozenset(("passages", "sentence"))),
}
"""For each prompt the variables that it must have, and those that it may have. An answer prompt
also has either ``claims`` (all at once) or ``claim`` (one sentence a claim)."""

_HEADING = re.compile(r"^#[ \t]+(system|user|assistant)[ \t]*$", re.MULTILINE)
_VARIABLE = re.compile(r"\{([a-z_]+)\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class PromptError(SettingsError):
    """A prompt that is missing or does not hold together."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The messages of a chat with places for variables."""

    name: str
    messages: tuple[Message, ...]

    @property
    def variables(self) -> frozenset[str]:
        """The variables that it names."""
        return frozenset(n for m in self.messages for n in _VARIABLE.findall(m.content))

    def fill(self, **values: str) -> list[Message]:
        """The messages with the variables put in; what is put in is not looked at again."""
        return [
            Message(
                m.role, _VARIABLE.sub(lambda found: values.get(found[1], ""), m.content).strip()
            )
            for m in self.messages
        ]


@dataclass(frozen=True, slots=True)
class Prompts:
    """All prompts, with the hash of their files."""

    answer: Prompt
    repair: Prompt
    condense: Prompt
    judge: Prompt
    """Of the benchmark; no answer is written with it."""
    hash: str
    """12 hex digits of the other three texts: what an answer was written with."""

    @property
    def one_by_one(self) -> bool:
        """True where the model writes one sentence for one claim at a time."""
        return "claim" in self.answer.variables


def load_prompts(folder: str | Path | None = None) -> Prompts:
    """The prompts of a folder; those that it lacks are the built-in ones.

    :param folder: empty or None for the built-in ones alone.
    :raises PromptError: in one line, for a folder or file that cannot be read, a prompt without
        messages, and a variable that is missing or unknown.
    """
    own = Path(folder).expanduser() if folder else FOLDER
    if not own.is_dir() and not own.is_absolute():
        own = FOLDER.parent / own
    if not own.is_dir():
        raise PromptError(f"llm.prompts: no folder {folder or own}")
    strangers = sorted(p.name for p in own.glob("*.md") if p.stem not in VARIABLES)
    if strangers and folder:
        known = ", ".join(f"{name}.md" for name in VARIABLES)
        raise PromptError(f"llm.prompts: {own / strangers[0]} is no prompt; there are {known}")
    texts = {name: _text(name, own) for name in VARIABLES}
    made = {name: parsed(name, text) for name, text in texts.items()}
    written = "\0".join(texts[name] for name in sorted(texts) if name != "judge")
    digest = hashlib.sha256(written.encode()).hexdigest()
    return Prompts(made["answer"], made["repair"], made["condense"], made["judge"], digest[:12])


def _text(name: str, own: Path) -> str:
    path = own / f"{name}.md"
    if not path.is_file():
        path = FOLDER / f"{name}.md"
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"the prompt {path} cannot be read ({error})") from error


def parsed(name: str, text: str) -> Prompt:
    """A prompt from the text of its file, checked.

    :raises PromptError: what is wrong with it.
    """
    where = f"the prompt {name}.md"
    pieces = _HEADING.split(_COMMENT.sub("", text))
    if pieces[0].strip() or len(pieces) < 3:
        raise PromptError(f"{where} must consist of parts headed # system, # user or # assistant")
    messages = tuple(
        Message(cast(Literal["system", "user", "assistant"], role), content.strip())
        for role, content in zip(pieces[1::2], pieces[2::2], strict=True)
    )
    if messages[-1].role != "user":
        raise PromptError(f"{where} must end with a part headed # user")
    prompt = Prompt(name, messages)
    needed, allowed = VARIABLES[name]
    unknown = sorted(prompt.variables - allowed)
    if unknown:
        known = ", ".join(f"{{{v}}}" for v in sorted(allowed))
        raise PromptError(
            f"{where} names {{{unknown[0]}}}, which does not exist; there are {known}"
        )
    missing = sorted(needed - prompt.variables)
    if name == "answer" and ("claim" in prompt.variables) == ("claims" in prompt.variables):
        raise PromptError(f"{where} needs either {{claims}} or {{claim}}")
    if name == "answer" and "claims" in prompt.variables and "question" not in prompt.variables:
        missing = ["question"]
    if name == "repair" and not prompt.variables & {"claims", "composed"}:
        missing = ["claims"]
    if missing:
        raise PromptError(f"{where} lacks {{{missing[0]}}}")
    return prompt


def check() -> list[str]:
    """What is wrong with the built-in prompts, the folders beside them included; empty: nothing."""
    wrong = []
    for folder in (FOLDER, *sorted(path for path in FOLDER.iterdir() if path.is_dir())):
        try:
            load_prompts(folder)
        except PromptError as error:
            wrong.append(str(error))
    return wrong


if __name__ == "__main__":
    sys.exit("\n".join(check()) or None)
