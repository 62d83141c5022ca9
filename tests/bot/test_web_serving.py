"""What ``onrecord serve`` says and refuses before the page opens."""

import pytest

from bot.cli import main


@pytest.fixture
def quiet(monkeypatch):
    """Stops where the documents would be opened: what comes before is looked at."""

    def stop(options):
        raise KeyboardInterrupt

    monkeypatch.setattr("bot.cli.serving.bot_of", stop)


def serve(*arguments):
    return main(["serve", "--port", "0", *arguments])


def test_listening_beyond_this_machine_without_sign_in_is_warned_of(quiet, capsys):
    serve("--host", "0.0.0.0")
    warned = capsys.readouterr().err
    assert "WARNING" in warned and "without sign-in" in warned and "web.auth" in warned


def test_on_loopback_or_with_sign_in_there_is_no_warning(quiet, capsys, tmp_path):
    from bot.web.accounts import add_user

    add_user(tmp_path / "users", "ada", "correct horse")
    serve()
    serve("--host", "0.0.0.0", "--set", f'web.auth="{tmp_path / "users"}"')
    assert "WARNING" not in capsys.readouterr().err


def test_a_missing_user_file_and_a_user_without_one_are_refused(capsys, tmp_path):
    assert serve("--set", f'web.auth="{tmp_path / "none"}"') == 1
    assert "web.auth" in capsys.readouterr().err
    assert serve("--add-user", "ada") == 2
    assert "user file" in capsys.readouterr().err
