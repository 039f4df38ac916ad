"""What is set once for all: options go before the environment, that before the file, and a wrong name has its line."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orderless.cli.completion import offers
from orderless.cli.faces import choose_face, face_to_use
from orderless.storage.config_file import SETTINGS, Settings, _as_toml, settings
from support.program import run_here

A_PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 32


@pytest.fixture
def config(home: Path):
    """Writes the file."""

    def write(text: str | bytes) -> Path:
        home.mkdir(exist_ok=True)
        path = home / "config.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return write


@pytest.fixture
def here(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This process has the data folder of the test, as the program has."""
    monkeypatch.setenv("ORDERLESS_HOME", str(home))
    for name in ("ORDERLESS_UI", "ORDERLESS_BANKS", "ACCESSIBLE"):
        monkeypatch.delenv(name, raising=False)
    return home


def test_without_a_file_nothing_is_set_and_it_says_how_to_write_one(home, orderless) -> None:
    ran = orderless("settings")
    assert ran.code == 0
    assert f"There is no file yet; it would be {home}/config.toml." in ran.stdout
    assert ran.stdout.count("From: default") == len(SETTINGS)
    assert "orderless settings write" in ran.stderr
    assert not home.exists()


def test_each_setting_has_its_field() -> None:
    assert tuple(one.name for one in SETTINGS) == Settings._fields


@pytest.mark.parametrize("one", SETTINGS, ids=lambda one: one.name)
def test_the_example_of_each_setting_is_a_value_of_it(one) -> None:
    assert one.wrong(tomllib.loads(f"value = {one.example}")["value"]) == ""
    assert one.wrong([]) != ""


def test_the_file_is_written_with_comments_and_keeps_what_is_set(config, orderless, here) -> None:
    """As it is written nothing is set; every line without its sign is a setting."""
    assert orderless("settings", "write").code == 0
    path = here / "config.toml"
    text = path.read_text(encoding="utf-8")
    assert settings() == Settings()
    lines = [line[2:] for line in text.splitlines() if line.startswith("# ") and " = " in line]
    assert list(tomllib.loads("\n".join(lines))) == [one.name for one in SETTINGS]
    assert path.stat().st_mode & 0o777 == 0o600
    ran = orderless("settings", "write")
    assert (ran.code, ran.stderr.count("--force")) == (2, 1)
    config('minutes = 12.5\nus = "the \\"A\\" – é"\ntopics = false\n')
    assert orderless("settings", "write", "--force").code == 0
    assert settings() == Settings(minutes=12.5, us='the "A" – é', topics=False)


@given(st.text(alphabet=st.characters(blacklist_categories=("Cs",)), max_size=20))
def test_any_text_is_written_so_that_it_is_read_again(text: str) -> None:
    assert tomllib.loads(f"us = {_as_toml(text)}") == {"us": text}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('face = "line"\nfase = "plain"\n', 'line 2: there is no setting "fase"; did you mean "face"?'),
        ('# face\nface = "big"\n', "line 2: face: it is one of: cockpit, line, plain."),
        ("minutes = true\n", "line 1: minutes: it is a number of minutes"),
        ("minutes = -1\n", "line 1: minutes: it is a number of minutes"),
        ('us = "a\\nb"\n', "line 1: us: it is a text in quotation marks of at most 80"),
        ('\n[look]\naccent = "#fff"\n', 'line 2: there is no setting "look".'),
        ('"topics" = 1\n', "line 1: topics: it is true or false."),
        ("face = line\n", "this is no TOML"),
        (b"us = '\xff'\n", "is not written in UTF-8"),
    ],
)
def test_what_is_wrong_in_the_file_is_an_error_with_its_line(config, orderless, text, said) -> None:
    """For every command that would use it; two lines at most, and no traceback."""
    path = config(text)
    for command in (("settings",), ("interview", "--example", "late-notes", "--no-save")):
        ran = orderless(*command)
        assert (ran.code, ran.stdout) == (2, "")
        assert said in ran.stderr
        assert ran.stderr.startswith(str(path))
        assert len(ran.stderr.splitlines()) <= 2
    assert orderless("--version").code == 0


def test_all_that_is_wrong_is_said_at_once(config, orderless) -> None:
    config('fase = 1\nface = 2\nwords = "x"\n')
    assert len(orderless("settings").stderr.splitlines()) == 4


def test_a_face_is_that_of_the_option_then_the_environment_then_the_file(config, here, monkeypatch) -> None:
    config('face = "plain"\n')
    assert face_to_use(None) == "plain"

    def chosen(asked: str | None, environ: dict[str, str]) -> str:
        on = {"stdin_tty": True, "stdout_tty": True, "columns": 100, "rows": 30, "windows": False}
        return choose_face(asked, {"TERM": "xterm", **environ}, chosen=settings().face, **on)

    assert chosen(None, {}) == "plain"
    assert chosen(None, {"ORDERLESS_UI": "line"}) == "line"
    assert chosen("cockpit", {"ORDERLESS_UI": "line"}) == "cockpit"


def test_question_banks_are_those_of_the_option_then_the_environment_then_the_file(
    config, orderless, home, tmp_path
) -> None:
    for name in ("file", "environment", "option"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "house.yaml").write_text(f"us: we of the {name}\n", encoding="utf-8")
    config(f'banks = "{tmp_path / "file"}"\n')
    example = ("interview", "--example", "late-notes", "--no-save")
    env = {"ORDERLESS_BANKS": str(tmp_path / "environment")}
    assert "We of the file" in orderless(*example).stdout
    assert "We of the environment" in orderless(*example, env=env).stdout
    assert "We of the option" in orderless(*example, "--banks", tmp_path / "option", env=env).stdout
    assert [one.value for one in offers(["review", "--banks", str(tmp_path), "--only", "no_r"])] == ["no_redirect"]


def test_how_we_are_called_stands_on_the_page_where_no_house_says_it(config, orderless, tmp_path) -> None:
    """Also in a session of before, and after it was changed again; and nothing of it is kept with the knowledge."""
    example = ("interview", "--example", "late-notes")
    assert "(L&D)" in orderless(*example).stdout
    config('us = "the Academy"\n')
    assert "**The Academy:**" in orderless("summary", "last").stdout
    assert "**The Academy:**" in orderless("summary", "last").stdout
    config("")
    assert "(L&D)" in orderless("summary", "last").stdout
    (tmp_path / "house.yaml").write_text("firm: Zq\n'us': our own\n", encoding="utf-8")
    config(f'us = "the Academy"\nhouse = "{tmp_path}/house.yaml"\n')
    page = orderless("summary", "last").stdout
    assert "**Our own:**" in page
    assert "Academy" not in page


def test_the_look_of_the_house_is_used_with_its_logo(config, orderless, tmp_path) -> None:
    (tmp_path / "house.yaml").write_text("firm: Zqfirm\nlogo: logo.png\n", encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(A_PNG)
    config(f'house = "{tmp_path}/house.yaml"\n')
    orderless("interview", "--example", "late-notes")
    html = orderless("summary", "last", "--format", "html").stdout
    assert "Zqfirm" in html
    assert "data:image/png;base64," in html


@pytest.mark.parametrize(("content", "said"), [(None, "there is no such file"), ("firma: x\n", "firm")])
def test_a_house_that_cannot_be_used_is_said_with_its_place(config, orderless, tmp_path, content, said) -> None:
    path = tmp_path / "house.yaml"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    config(f'house = "{path}"\n')
    ran = orderless("interview", "--example", "late-notes", "--no-save")
    assert ran.code == 2
    assert str(path) in ran.stderr
    assert said in ran.stderr


def test_minutes_are_those_of_the_option_then_the_file(config, orderless, home) -> None:
    """And none at all where the option says so; a talk that is resumed keeps its own."""
    config("minutes = 5\n")
    planned = "With --minutes"
    assert planned in orderless("interview", stdin="We need a course.\n").stderr
    assert planned not in orderless("resume", stdin="1\n").stderr

    def minutes(*args: str) -> list[object]:
        session = orderless("interview", *args, stdin="We need a course.\n").session
        raw = (home / "sessions" / f"{session}.jsonl").read_bytes()
        return [json.loads(line).get("minutes") for line in raw.splitlines()][:1]

    assert minutes() == [5]
    assert minutes("--minutes", "9") == [9]
    assert minutes("--minutes", "0") == [0]


def test_tab_shows_topics_only_where_the_settings_say_so(config, here) -> None:
    """Without what could move the cursor of the terminal it is shown on."""
    run_here("requests", "add", stdin="Zqwords \x1b[31m of a client.\n", home=here)
    run_here("requests", "set", "last", stdin="topic: Zqtopic \x1b[31mred\n", home=here)
    run_here("requests", "list", home=here)
    assert "Zqtopic" not in str(offers(["reply", ""]))
    config("topics = true\n")
    found = str(offers(["reply", ""]))
    assert "Zqtopic" in found
    assert "x1b" not in found


def test_where_each_value_comes_from_is_shown(config, orderless) -> None:
    config('face = "line"\ntopics = true\npager = "most"\n')
    ran = orderless("settings", "show", "--json", env={"ORDERLESS_UI": "plain", "PAGER": "less -R"})
    found = json.loads(ran.stdout)["settings"]
    assert found["face"] == {"value": "plain", "from": "ORDERLESS_UI"}
    assert found["pager"] == {"value": "less -R", "from": "PAGER"}
    assert found["topics"] == {"value": True, "from": "file"}
    assert found["us"] == {"value": None, "from": "default"}


def test_a_link_to_the_file_stays_a_link(config, orderless, here, tmp_path) -> None:
    """As people keep such files elsewhere, and link to them."""
    here.mkdir()
    kept = tmp_path / "kept.toml"
    kept.write_text("minutes = 7\n", encoding="utf-8")
    (here / "config.toml").symlink_to(kept)
    assert orderless("settings", "write", "--force").code == 0
    assert (here / "config.toml").is_symlink()
    assert "minutes = 7" in kept.read_text(encoding="utf-8")
