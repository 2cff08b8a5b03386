"""Prepares Potok on a bare machine and runs it: `make setup`, `make demo`, `make test` call this script.

It needs nothing but the standard library, and Python 3.8 can read it, so that a machine without a
fitting Python is told what to install instead of a syntax error. Everything it makes lies in the
project folder: `.venv` (the environment, with compiled modules) and `.tools` (uv and its cache).
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
UV_VERSION = "0.13.9"

OLDEST, NEWEST = (3, 11), (3, 13)
INSTALL_PYTHON = "sudo apt-get install -y python3 python3-venv python3-pip"
INSTALL_PIP = "sudo apt-get install -y python3-venv python3-pip"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
INSTALL_BROWSER = "sudo apt-get install -y chromium"
BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
#: Program, what people call it, how apt installs it: workbooks are recomputed, texts of PDF files read.
TEST_TOOLS = (
    ("soffice", "LibreOffice Calc", "--no-install-recommends", "libreoffice-calc"),
    ("pdftotext", "pdftotext", "poppler-utils"),
)
#: The whole suite by two processes, file by file as the folders lie (by the count of their tests files of
#: one long test would come last and alone); a part of it, which a person names, by one.
WHOLE_SUITE = ("-n", "2", "--dist", "loadfile", "--no-loadscope-reorder")
PIP_INSTALL = ("-m", "pip", "install", "--quiet", "--no-cache-dir", "--disable-pip-version-check")


class MissingError(Exception):
    """Something that only the person at the machine can install; the text is the whole message."""


def main(arguments: Sequence[str]) -> int:
    """Run one of the three commands; further arguments go to what it runs."""
    commands = {"setup": setup, "demo": demo, "test": test}
    if not arguments or arguments[0] not in commands:
        print("Использование: python3 bootstrap.py setup | demo | test [аргументы]")
        return 2
    os.chdir(ROOT)
    try:
        commands[arguments[0]](arguments[1:])
    except MissingError as missing:
        print(missing, file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        print("Не удалось выполнить:", *error.cmd, file=sys.stderr)
        return 1
    return 0


def setup(_: Sequence[str]) -> None:
    """Prepare `.venv` with the `potok` command in it, and compile what it computes with."""
    prepare(dev=False)
    say("Готовлю ядра расчёта, в первый раз около минуты …")
    subprocess.run([str(VENV / "bin" / "potok"), "bench", "warm"], check=True)
    say("Готово: .venv/bin/potok --help")


def demo(arguments: Sequence[str]) -> None:
    """Prepare, then become `potok demo`."""
    prepare(dev=False)
    become(VENV / "bin" / "potok", "demo", *arguments)


def test(arguments: Sequence[str]) -> None:
    """Prepare with the tools of development, then become pytest."""
    prepare(dev=True)
    os.environ["POTOK_CHROMIUM"] = find_browser()
    for tool in TEST_TOOLS:
        find_tool(*tool)
    become(VENV / "bin" / "python", "-m", "pytest", *(arguments or WHOLE_SUITE))


def prepare(*, dev: bool) -> None:
    """Bring `.venv` to exactly the locked versions, by uv, or by pip where uv cannot be had."""
    python = find_python()
    uv = find_uv(python)
    if uv is None or not sync_with_uv(uv, python, dev=dev):
        sync_with_pip(python, dev=dev)
    keep_bytecode()


def keep_bytecode() -> None:
    """Let what is started from here compile each module once; without it every start takes twice as long.

    Images of containers often forbid bytecode files, so that their layers stay small. Here they lie in
    `.venv`, also those of the system's Python.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(VENV / "bytecode"))


def find_python() -> str:
    """A fitting Python: POTOK_PYTHON, this one, or one on the PATH."""
    newest_first = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    for candidate in (os.environ.get("POTOK_PYTHON"), sys.executable, *newest_first):
        path = shutil.which(candidate) if candidate else None
        if path and OLDEST <= version_of(path) <= NEWEST:
            return path
    wanted = f"от {OLDEST[0]}.{OLDEST[1]} до {NEWEST[0]}.{NEWEST[1]}"
    found = f"{sys.version_info[0]}.{sys.version_info[1]}"
    raise MissingError(f"Нужен Python {wanted}, найден {found}.\nУстановите: {INSTALL_PYTHON}")


def version_of(python: str) -> tuple[int, int]:
    """Major and minor version, (0, 0) when it does not run."""
    code = "import sys; print(*sys.version_info[:2])"
    answer = subprocess.run(
        [python, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False
    )
    words = answer.stdout.split()
    return (int(words[0]), int(words[1])) if answer.returncode == 0 and len(words) == 2 else (0, 0)


def find_uv(python: str) -> str | None:
    """The uv of `.tools` or of the machine, installed when it is missing; None when it cannot be."""
    local = str(TOOLS / "bin" / "uv")
    for candidate in (local, shutil.which("uv")):
        if candidate and works(candidate, "--version"):
            return candidate
    say("Готовлю uv …")
    wanted = f"uv=={UV_VERSION}"
    # Debian's pip refuses to install among the system's packages; a private folder it allows.
    by_venv = [(python, "-m", "venv", str(TOOLS)), (str(TOOLS / "bin" / "python"), *PIP_INSTALL, wanted)]
    by_target = [(python, *PIP_INSTALL, "--target", str(TOOLS), wanted)]
    for steps in (by_venv, by_target):
        shutil.rmtree(TOOLS, ignore_errors=True)
        environ = tool_environ()
        if all(works(*step, environ=environ) for step in steps) and works(local, "--version"):
            return local
    return None


def sync_with_uv(uv: str, python: str, *, dev: bool) -> bool:
    """Install the locked versions, leaving the tools of development alone where they are."""
    environ = tool_environ()
    environ["UV_PYTHON_DOWNLOADS"] = "never"
    environ["UV_PROJECT_ENVIRONMENT"] = str(VENV)
    environ.setdefault("UV_CACHE_DIR", str(TOOLS / "cache"))
    if SYSTEM_CERTIFICATES.exists():  # also those of a company's own proxy, which pip trusts as well
        environ.setdefault("UV_SYSTEM_CERTS", "true")
    command = [uv, "sync", "--frozen", "--inexact", "--extra", "fast", "--python", python]
    command += ["--group", "dev"] if dev else ["--no-dev"]
    if works(*command, "--offline", environ=environ):
        return True  # nothing to fetch: the usual case, a fraction of a second
    say("Ставлю библиотеки в зафиксированных версиях (около 700 МБ, один раз) …")
    return subprocess.run([*command, "--quiet"], env=environ, check=False).returncode == 0


def sync_with_pip(python: str, *, dev: bool) -> None:
    """Install from the exported list with its hashes; slower, needs nothing but pip and venv."""
    listed = ROOT / ("requirements-dev.txt" if dev else "requirements.txt")
    stamp = VENV / f"{listed.stem}.sha256"
    digest = hashlib.sha256(listed.read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == digest:
        return
    say("Ставлю библиотеки через pip (несколько минут, один раз) …")
    environ = tool_environ()
    inner = str(VENV / "bin" / "python")
    if not works(inner, "-m", "pip", "--version") and not works(python, "-m", "venv", "--clear", str(VENV)):
        shutil.rmtree(VENV, ignore_errors=True)
        raise MissingError(f"Не хватает модулей Python.\nУстановите: {INSTALL_PIP}")
    subprocess.run(
        [inner, *PIP_INSTALL, "--require-hashes", "--requirement", str(listed)], env=environ, check=True
    )
    subprocess.run([inner, *PIP_INSTALL, "--no-deps", "--editable", str(ROOT)], env=environ, check=True)
    stamp.write_text(digest)


def tool_environ() -> dict[str, str]:
    """Variables for uv and pip: no foreign environment, temporary files inside the project too."""
    temporary = TOOLS / "tmp"
    temporary.mkdir(parents=True, exist_ok=True)
    environ = {key: value for key, value in os.environ.items() if key not in {"VIRTUAL_ENV", "PYTHONPATH"}}
    environ["TMPDIR"] = str(temporary)
    return environ


def find_browser() -> str:
    """Chromium for the browser tests, installed when root asks on Debian or Ubuntu."""
    path = browser()
    if path is None and installs("chromium"):
        path = browser()
    if path is None:
        raise MissingError(f"Для тестов нужен браузер Chromium.\nУстановите: {INSTALL_BROWSER}")
    return path


def find_tool(program: str, name: str, *package: str) -> str:
    """A program of the system that the tests call, installed when root asks on Debian or Ubuntu."""
    path = shutil.which(program)
    if path is None and installs(*package):
        path = shutil.which(program)
    if path is None:
        raise MissingError(
            f"Для тестов нужен {name}.\nУстановите: sudo apt-get install -y {' '.join(package)}"
        )
    return path


def installs(*package: str) -> bool:
    """Install a package of the system where root may; tells whether it was tried."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    say(f"Ставлю {package[-1]} …")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    works("apt-get", "update", "-qq", environ=environ)
    subprocess.run(["apt-get", "install", "-y", "-qq", *package], env=environ, check=False)
    return True


def browser() -> str | None:
    """Path of a Chromium that runs, None without one."""
    for candidate in (os.environ.get("POTOK_CHROMIUM"), *BROWSERS):
        path = shutil.which(candidate) if candidate else None
        # Ubuntu's package of that name may be an empty shell that asks for snap.
        if path and works(path, "--version"):
            return path
    return None


def works(*command: str, environ: Mapping[str, str] | None = None) -> bool:
    """True when the command ends well; what it says is not of interest."""
    silent = subprocess.DEVNULL
    try:
        answer = subprocess.run(command, env=environ, stdin=silent, stdout=silent, stderr=silent, check=False)
    except OSError:
        return False
    return answer.returncode == 0


def become(program: Path, *arguments: str) -> None:
    """Let another program take over this process, so that Ctrl-C and exit codes are its own."""
    os.execv(program, [str(program), *arguments])  # noqa: S606 - our own program


def say(text: str) -> None:
    """Tell the person what is going on."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
