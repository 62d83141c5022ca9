"""Section [llm] of the settings: which language model writes, if any."""

from __future__ import annotations

from typing import Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from index.settings import Section


class LLMSettings(Section):
    """Section [llm]: a language model that may write the answer's sentences."""

    provider: Literal["none", "openai-like"] = Field(
        "none",
        description='"none": no language model is called; "openai-like": any server that speaks '
        "the OpenAI chat API",
    )
    base_url: str = Field(
        "", description='where it answers, for instance "http://127.0.0.1:11434/v1"'
    )
    model: str = Field("", description="name of the model, as the server knows it")
    key_env: str = Field(
        "ONRECORD_LLM_KEY",
        pattern=r"^[A-Za-z_][A-Za-z0-9_]*$",
        description="environment variable that holds the key, where the server wants one",
    )
    timeout_s: float = Field(60.0, gt=0, le=3600, description="for one whole reply (seconds)")
    max_tokens: int = Field(512, ge=16, le=65_536, description="longest reply (tokens)")
    temperature: float = Field(0.0, ge=0, le=2, description="0: the likeliest words")
    context_tokens: int = Field(
        4096, ge=512, le=10_000_000, description="what the model can read and write at once"
    )
    prompts: str = Field("", description="folder with prompts in place of the built-in ones")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Refuse an address that cannot work, and one that holds a password."""
        if "@" in self.base_url or "?" in self.base_url:
            raise ValueError(f"base_url must hold no password or key; set {self.key_env}")
        if self.provider == "none":
            return self
        if not self.base_url or not self.model:
            missing = "base_url" if not self.base_url else "model"
            raise ValueError(f'provider "{self.provider}" needs {missing}')
        try:
            parts = urlsplit(self.base_url)
            wrong = parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0
        except ValueError:
            wrong = True
        if wrong:
            raise ValueError('base_url must be like "http://127.0.0.1:11434/v1"')
        if self.max_tokens >= self.context_tokens:
            raise ValueError("max_tokens must be smaller than context_tokens")
        return self
