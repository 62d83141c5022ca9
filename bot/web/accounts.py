"""Who may sign in: a file of names and hashed passwords."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

from index.errors import OnRecordError

_NAME = re.compile(r"[\w.@-]{1,64}")
_N, _R, _P = 2**14, 8, 1
_LEAST = 8


class Accounts:
    """The users of the page. The file is read at each sign-in, so a change counts at once."""

    def __init__(self, file: Path) -> None:
        """:raises OnRecordError: if the file cannot be read or has no user."""
        self._file = file
        if not self._users():
            raise OnRecordError(f"{file}: has no user; add one with onrecord serve --add-user NAME")

    def allows(self, name: str, password: str) -> bool:
        """Whether this is the user's password; takes as long for an unknown name."""
        stored = self._users().get(name)
        right = matches(password, stored or _NOBODY)
        return right and stored is not None

    def _users(self) -> dict[str, str]:
        return read_users(self._file)


def read_users(file: Path) -> dict[str, str]:
    """Names with their hashes.

    :raises OnRecordError: if the file cannot be read or a line is not ``name:hash``.
    """
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise OnRecordError(f"user file {file} cannot be read; set web.auth") from error
    users: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, stored = line.partition(":")
        if not colon or not stored.startswith("scrypt$"):
            raise OnRecordError(
                f"{file}: line {number} is not name:hash; write it with onrecord serve --add-user"
            )
        users[name] = stored.strip()
    return users


def add_user(file: Path, name: str, password: str) -> None:
    """Add a user, or give one a new password; the file is readable by its owner alone.

    :raises OnRecordError: for a name or password that cannot be used.
    """
    if not _NAME.fullmatch(name):
        raise OnRecordError(f"user name {name!r}: use letters, digits and . _ - @")
    if len(password) < _LEAST:
        raise OnRecordError(f"the password needs at least {_LEAST} characters")
    users = read_users(file) if file.exists() else {}
    users[name] = hashed(password)
    file.parent.mkdir(parents=True, exist_ok=True)
    new = file.with_name(f"{file.name}.part")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write("".join(f"{user}:{stored}\n" for user, stored in users.items()))
    new.replace(file)


def hashed(password: str) -> str:
    """A password as it is stored: scrypt (RFC 7914) with a salt of its own."""
    salt = secrets.token_bytes(16)
    key = hashlib.scrypt(password.encode(), salt=salt, n=_N, r=_R, p=_P, dklen=32)
    return "$".join(["scrypt", str(_N), str(_R), str(_P), _text(salt), _text(key)])


def matches(password: str, stored: str) -> bool:
    """Whether a password is the one that was hashed."""
    try:
        _, n, r, p, salt, key = stored.split("$")
        wanted = base64.b64decode(key)
        given = hashlib.scrypt(
            password.encode(), salt=base64.b64decode(salt), n=int(n), r=int(r), p=int(p),
            dklen=len(wanted),
        )  # fmt: skip
    except ValueError:
        return False
    return hmac.compare_digest(given, wanted)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


_NOBODY = hashed(secrets.token_hex())
