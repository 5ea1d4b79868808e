"""The house rules that no other tool checks: words, encodings, what may stand in the repository, what is shipped."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from spellchecker import SpellChecker

from nemndsekr.commands.main import NAMES
from nemndsekr.support.paths import default_data_folder, resource

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "nemndsekr"
MODULES = sorted(PACKAGE.rglob("*.py"))

# English of the craft that the word list of everyday English lacks.
TECHNICAL_WORDS = set(
    re.findall(
        r"\w+",
        """bool bytes datetime enum impl init int iso json metadata nullable param params repr sha sql str tablename
        tuple uid undoable utc utf uuid""",
    )
)
ENUMERATIONS = {"Enum", "IntEnum", "StrEnum"}

# Words that no person shall meet on the screen, with what to say instead. With a capital letter: only as written,
# since the English word is fine in code; the others in any case.
WORDS_NOT_ON_SCREEN = {
    "Case": "Ärende",
    "Audit": "Granskning",
    "Finding": "Iakttagelse, Bedömning",
    "Done": "Klar",
    "Open": "Pågår, Öppna",
    "Error": "Påpekande",
    "Deadline": "Frist, Stoppdag",
    "deadlines?": "Frist, Stoppdag",
    "Preview": "Förhandsgranska",
    "printa": "Skriv ut",
    "radera[ds]?": "Ta bort",
    "deleta": "Ta bort",
    "kasta": "Spara inte",
    "remissvar": "Yttrande",
    "dnr-id": "Diarienummer",
    "varning": "Påpekande",
    "anmärkning(?:ar)?": "Påpekande",
}
# A literal that only the machine reads and that must hold such a word: (module, literal).
NOT_ON_SCREEN: frozenset[tuple[str, str]] = frozenset()


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def repository_files() -> list[Path]:
    """What is or would be committed; without git (an unpacked archive), all but what tools leave behind."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / name.decode() for name in listed.split(b"\0") if name]
    except (OSError, subprocess.CalledProcessError):
        left_behind = re.compile(r"\.venv|\.git|__pycache__|\.\w+_cache|\.hypothesis|dist|build")
        paths = [path for path in ROOT.rglob("*") if not any(map(left_behind.fullmatch, path.relative_to(ROOT).parts))]
    return [path for path in paths if path.is_file()]


# --- words ----------------------------------------------------------------------------------------------------------


def word_list() -> dict[str, str]:
    """The table in CONTRIBUTING.md: code word and its Swedish."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.split("| code word | Swedish | meaning |")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
    return {word.strip("`"): swedish for words, swedish, _ in rows for word in words.split(", ")}


def members_of_enumerations(module: ast.Module) -> set[ast.AST]:
    """The members' names are stored slugs, which are Swedish and stay as they are."""
    return {
        node
        for found in ast.walk(module)
        if isinstance(found, ast.ClassDef) and any(getattr(base, "id", "") in ENUMERATIONS for base in found.bases)
        for statement in found.body
        if isinstance(statement, ast.Assign)
        for node in ast.walk(statement)
    }


def names_given(module: ast.Module) -> Iterator[str]:
    """Every name that the module itself gives: classes, functions, arguments, attributes, variables, tables."""
    slugs = members_of_enumerations(module)
    for node in ast.walk(module):
        match node:
            case (
                ast.ClassDef(name=name)
                | ast.FunctionDef(name=name)
                | ast.AsyncFunctionDef(name=name)
                | ast.arg(arg=name)
            ):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(attr=name, ctx=ast.Store()) if node not in slugs:
                yield name
            case ast.Assign(targets=[ast.Name(id="__tablename__")], value=ast.Constant(value=str(name))):
                yield name
            case ast.alias(asname=str(name)):
                yield name


def parts(name: str) -> list[str]:
    """The words of a snake_case or CamelCase name, in lower case."""
    return [part.lower() for part in re.findall(r"[A-ZÅÄÖ]+(?![a-zåäö])|[A-ZÅÄÖ]?[a-zåäö]+", name)]


def test_names_are_split_into_their_words():
    assert parts("NamndinitiativForm") == ["namndinitiativ", "form"]
    assert parts("dnr_sort_key") == ["dnr", "sort", "key"]
    assert parts("__tablename__") == ["tablename"]
    assert parts("HTMLWriter2") == ["html", "writer"]


def test_every_swedish_word_in_records_is_in_the_word_list():
    allowed = TECHNICAL_WORDS | set(word_list())
    used: dict[str, set[str]] = {}
    for module in sorted((PACKAGE / "records").rglob("*.py")):
        for name in names_given(tree(module)):
            for part in parts(name):
                if len(part) > 1 and part not in allowed:
                    used.setdefault(part, set()).add(f"{name_of(module)}: {name}")
    english = SpellChecker(language="en")

    strange = {word: sorted(places) for word, places in used.items() if not english.known([word])}

    assert strange == {}, "English, or a line in the word list of CONTRIBUTING.md"


def test_a_word_of_the_list_is_its_swedish_without_the_dots():
    fold = str.maketrans("åäö", "aao")
    wrong = {
        word: swedish
        for word, swedish in word_list().items()
        if word not in {"au", "dnr"} and word != swedish.lower().translate(fold).replace("-", "")
    }

    assert wrong == {}


def test_identifiers_are_written_in_ascii():
    strange = [
        f"{name_of(module)}:{getattr(node, 'lineno', 0)} {value}"
        for module in MODULES
        for node in ast.walk(tree(module))
        for field in ("id", "attr", "name", "arg", "asname")
        if isinstance(value := getattr(node, field, None), str) and not value.isascii()
    ]

    assert strange == []


def docstrings(module: ast.Module) -> set[ast.AST]:
    """The docstrings, which no user reads."""
    return {
        node.body[0].value
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }


def words_on_screen(module: ast.Module) -> Iterator[tuple[int, str]]:
    """The string literals that a person may read: neither docstrings nor slugs."""
    unread = docstrings(module)
    for node in ast.walk(module):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or node in unread:
            continue
        if not re.fullmatch(r"[a-z0-9_.:/#-]*", node.value):
            yield node.lineno, node.value


def forbidden_in(text: str) -> list[str]:
    """The words in a text that the screen must not show."""
    return [
        f"{word} → {instead}"
        for word, instead in WORDS_NOT_ON_SCREEN.items()
        if re.search(rf"(?<!\w){word}(?!\w)", text, re.IGNORECASE if word.islower() else 0)
    ]


def test_forbidden_words_are_found_and_slugs_are_not():
    module = ast.parse('"""Radera allt."""\nbutton("&Radera", "radera", f"{n} Deadline")\nask("Klar?")')
    assert {text for _, text in words_on_screen(module) if forbidden_in(text.replace("&", ""))} == {
        "&Radera",
        " Deadline",
    }


def test_the_screen_and_the_command_line_use_the_houses_words():
    found = [
        f"{name_of(module)}:{line} {text!r}: {', '.join(words)}"
        for folder in ("ui", "commands")
        for module in sorted((PACKAGE / folder).rglob("*.py"))
        for line, text in words_on_screen(tree(module))
        if (words := forbidden_in(text.replace("&", ""))) and (name_of(module), text) not in NOT_ON_SCREEN
    ]

    assert found == []


# --- modules --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_begins_by_saying_what_it_is_for(module):
    assert ast.get_docstring(tree(module))


def is_false(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is False


def lacks_encoding(call: ast.Call) -> bool:
    """Whether the call opens a file as text without naming its encoding."""
    if any(keyword.arg in {"encoding", None} for keyword in call.keywords):
        return False
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg == "mode")]
    modes = [
        value.value
        for value in given
        if isinstance(value, ast.Constant)
        and isinstance(value.value, str)
        and re.fullmatch(r"[rwaxbt+]{1,3}", value.value)
    ]
    as_text = {keyword.arg for keyword in call.keywords if not is_false(keyword.value)} & {"text", "universal_newlines"}
    match call.func:
        case ast.Attribute(attr="run" | "Popen" | "check_output" | "check_call" | "call") | ast.Name(id="Popen"):
            return bool(as_text)
        case ast.Name(id="open") | ast.Attribute(attr="fdopen" | "NamedTemporaryFile" | "TemporaryFile"):
            bytes_by_default = not isinstance(call.func, ast.Name) and call.func.attr != "fdopen"
            return not any("b" in mode for mode in modes) if modes else not bytes_by_default
        case ast.Attribute(attr="open"):  # of a path: other things are opened without a mode
            return any("b" not in mode for mode in modes)
        case ast.Attribute(attr="read_text"):
            return not call.args
        case ast.Attribute(attr="write_text"):
            return len(call.args) < 2
    return False


@pytest.mark.parametrize(
    ("source", "lacking"),
    [
        ("open(path)", True),
        ("open(path, 'w')", True),
        ("open(path, 'rb')", False),
        ("open(path, encoding='utf-8')", False),
        ("path.open('w')", True),
        ("path.open(mode='wb')", False),
        ("dialog.open()", False),
        ("path.read_text()", True),
        ("path.read_text('utf-8')", False),
        ("path.write_text(text)", True),
        ("path.write_text(text, encoding='utf-8')", False),
        ("os.fdopen(number, 'w')", True),
        ("NamedTemporaryFile()", False),
        ("tempfile.NamedTemporaryFile('w')", True),
        ("subprocess.run(words, text=True)", True),
        ("subprocess.Popen(words, universal_newlines=True)", True),
        ("subprocess.run(words, text=True, encoding='utf-8')", False),
        ("subprocess.run(words, text=False)", False),
        ("subprocess.run(words, stdout=PIPE)", False),
    ],
)
def test_a_text_file_without_encoding_is_found(source, lacking):
    assert lacks_encoding(ast.parse(source, mode="eval").body) is lacking


def test_every_text_file_is_opened_with_its_encoding():
    """Without it Windows reads å, ä and ö in its own way."""
    lacking = [
        f"{name_of(module)}:{node.lineno}"
        for module in [*MODULES, *ROOT.glob("tests/**/*.py"), *ROOT.glob("installer/**/*.py"), ROOT / "dev.py"]
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Call) and lacks_encoding(node)
    ]

    assert lacking == []


def bare_acts(module: ast.Module) -> Iterator[ast.Call]:
    """Where a file is renamed or taken away without holding out while Windows says that somebody has it open."""
    for node in ast.walk(module):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        match node.func:
            case ast.Attribute(value=ast.Name(id="os"), attr="replace" | "rename" | "remove" | "unlink"):
                yield node
            case ast.Attribute(value=ast.Name(id="shutil"), attr="move" | "rmtree"):
                yield node
            case ast.Attribute(attr="unlink" | "rename"):
                yield node
            # ``replace`` of a text takes two, that of a path one, that of a day only named ones.
            case ast.Attribute(attr="replace") if len(node.args) == 1 and not node.keywords:
                yield node


HOLDS_OUT = {
    "nemndsekr/support/held_files.py",  # the one that does
    "nemndsekr/support/logs.py",  # tries again with the next line
}


def test_files_are_renamed_and_taken_away_by_the_one_helper_that_holds_out():
    found = [
        f"{name_of(module)}:{node.lineno}"
        for module in MODULES
        if name_of(module) not in HOLDS_OUT
        for node in bare_acts(tree(module))
    ]

    assert found == []


@pytest.mark.parametrize(
    ("source", "bare"),
    [
        ("path.replace(other)", True),
        ("os.replace(one, other)", True),
        ("path.unlink(missing_ok=True)", True),
        ("text.replace('a', 'b')", False),
        ("day.replace(month=1)", False),
        ("replace(settings, theme='dark')", False),
        ("replace_file(one, other)", False),
    ],
)
def test_a_file_that_is_renamed_by_hand_is_found(source, bare):
    assert bool(list(bare_acts(ast.parse(source)))) is bare


ONLY_ELSEWHERE = {
    *(("os", name) for name in ("getuid", "geteuid", "getgid", "fork", "kill", "chown", "mkfifo", "uname")),
    *(("signal", name) for name in ("SIGKILL", "SIGHUP", "alarm")),
    ("time", "tzset"),
    ("Path", "home"),
}
NOT_ON_WINDOWS = {"fcntl", "resource", "pwd", "grp", "termios", "pty", "syslog", "posix"}
"""Path.home() is no way to the documents, which may lie in OneDrive or on a share: QStandardPaths is asked."""


def test_what_windows_has_not_is_used_in_the_one_module_that_knows_it():
    found = []
    for module in MODULES:
        if name_of(module) == "nemndsekr/support/windows.py":
            continue
        for node in ast.walk(tree(module)):
            match node:
                case ast.Import(names=names) if {name.name for name in names} & NOT_ON_WINDOWS:
                    found.append(f"{name_of(module)}:{node.lineno}")
                case ast.ImportFrom(module=name) if name in NOT_ON_WINDOWS:
                    found.append(f"{name_of(module)}:{node.lineno}")
                case ast.Attribute(value=ast.Name(id=name), attr=attr) if (name, attr) in ONLY_ELSEWHERE:
                    found.append(f"{name_of(module)}:{node.lineno}")
                case ast.Attribute(attr="expanduser"):
                    found.append(f"{name_of(module)}:{node.lineno}")

    assert found == []


def test_every_folder_with_tests_is_a_package():
    """So that two test modules may have the same name, and mypy knows which is which."""
    folders = {
        path.parent for path in (ROOT / "tests").rglob("*.py") if path.match("test_*.py") or path.match("conftest.py")
    }

    assert [name_of(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


# --- what lies in the repository ------------------------------------------------------------------------------------

# Put together here, so that this file does not hold them itself.
HOSTS = [
    ".".join(host) for host in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian", "org"))
]
FOLDERS = ["/".join(folder) for folder in (("", "work", ""), ("", "root", ""), ("..", "shared"))]


def test_no_file_names_a_package_host_or_a_folder_of_one_machine():
    unwanted = re.compile(
        b"|".join(re.escape(host.encode()) for host in HOSTS)
        + b"|"
        + rb"(?<![\w.-])(?:%s)" % b"|".join(f.encode() for f in FOLDERS)
    )
    found = {
        name_of(path): hit[0].decode() for path in repository_files() if (hit := unwanted.search(path.read_bytes()))
    }

    assert found == {}


def test_the_folders_at_the_top_are_the_agreed_ones():
    folders = {path.relative_to(ROOT).parts[0] for path in repository_files() if path.parent != ROOT}

    assert folders == {".ci", "installer", "nemndsekr", "resources", "tests"}


# --- what is shipped ------------------------------------------------------------------------------------------------

FONTS = ["NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf"]


@pytest.mark.parametrize("font", FONTS)
def test_the_program_finds_its_fonts(font):
    assert resource("fonts", font).read_bytes()[:4] == b"\0\1\0\0", "a TrueType font"


def test_the_fonts_licence_lies_beside_them():
    assert "SIL OPEN FONT LICENSE Version 1.1" in resource("fonts", "OFL.txt").read_text(encoding="utf-8")


def test_the_wheel_holds_the_resources_inside_the_package(tmp_path):
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [wheel] = tmp_path.glob("*.whl")

    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())

    shipped = [
        path.relative_to(ROOT / "resources") for path in repository_files() if path.is_relative_to(ROOT / "resources")
    ]
    assert {f"nemndsekr/_resources/{path.as_posix()}" for path in shipped} <= held
    assert f"nemndsekr/_resources/fonts/{FONTS[0]}" in held
    assert not [name for name in held if name.startswith("tests/")]


def test_a_test_never_meets_the_users_own_data(user_folders):
    assert default_data_folder().root.is_relative_to(user_folders)


# --- the documents of the house -------------------------------------------------------------------------------------


def test_the_readmes_first_two_commands_are_the_promised_ones():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    commands = [line.split("#")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]

    assert commands[:2] == ["python dev.py run --demo", "python dev.py test"]


def test_the_readme_tells_of_every_command_and_of_no_other():
    text = (ROOT / "README.md").read_text(encoding="utf-8")

    assert re.findall(r"^\| `nemndsekr ([\w-]+)", text, re.MULTILINE) == list(NAMES)


def test_the_changelog_is_swedish_and_its_newest_version_is_the_programs():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    kinds = set(re.findall(r"^### (.*)$", text, re.MULTILINE))

    assert text.startswith("# Ändringslogg\n")
    assert all(re.fullmatch(r"\[Osläppt\]|\[\d+\.\d+\.\d+\] – \d{4}-\d\d-\d\d", heading) for heading in headings)
    assert kinds <= {"Tillagt", "Ändrat", "Utfasat", "Borttaget", "Rättat", "Säkerhet"}
    released = [heading for heading in headings if heading != "[Osläppt]"]
    assert headings[0] == "[Osläppt]" or released[0].startswith(f"[{project['version']}]")


def test_architecture_gives_a_reason_for_every_library_that_is_shipped():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    every = [*project["dependencies"], *(name for group in project["optional-dependencies"].values() for name in group)]

    names = [re.split(r"[\[=]", dependency)[0] for dependency in every]
    untold = [name for name in names if f"`{name}`" not in text]

    assert untold == []


def test_architecture_gives_every_module_of_reading_its_step_and_names_no_other():
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    part = text.partition("## Reading, step by step")[2].partition("\n## ")[0]
    rows = "".join(row.split("|")[2] for row in part.splitlines() if row.startswith("|"))
    modules = {path.stem for path in (ROOT / "nemndsekr" / "reading").rglob("*.py")} - {"__init__"}
    assert sorted(re.findall(r"`(\w+)`", rows)) == sorted(modules)


@pytest.mark.parametrize("document", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_and_folder_that_a_document_names_is_there(document):
    text = (ROOT / document).read_text(encoding="utf-8")
    named = {*re.findall(r"`([a-z_]+/[\w/.]*)`", text), *re.findall(r"\]\((?!https?:)([^)#]+)\)", text)}

    assert [path for path in sorted(named) if not (ROOT / path).exists() and not (PACKAGE / path).exists()] == []


def test_every_registry_that_a_document_names_is_in_the_code():
    given = {name for module in MODULES for name in names_given(tree(module))}
    texts = [(ROOT / document).read_text(encoding="utf-8") for document in ("ARCHITECTURE.md", "CONTRIBUTING.md")]

    assert {name for text in texts for name in re.findall(r"`([A-Z_]{4,})`", text)} <= given
