"""The bot with a language model that writes: its sentences verified, and as they come."""

from __future__ import annotations

from bot.llm.client import open_model
from bot.llm.prompts import load_prompts
from bot.llm.settings import LLMSettings
from bot.llm.writer import Writer
from bot.settings import Settings
from eval.answerers import BotAnswerer


class WrittenAnswerer(BotAnswerer):
    """Answers that a language model writes from the claims that the bot has found.

    :param settings: of the bot, without a model.
    :param verify: False shows what the model does alone: nothing is repaired or withdrawn.
    :raises LLMError: if the model cannot be opened, or a prompt is wrong.
    """

    def __init__(self, settings: Settings, llm: LLMSettings, verify: bool = True) -> None:
        super().__init__(f"{llm.model}, {'verified' if verify else 'not verified'}", settings)
        model = open_model(llm)
        assert model is not None
        self.settings = settings.model_copy(update={"llm": llm}).fingerprint()
        self.writer = Writer(model, load_prompts(llm.prompts), llm, verify)
