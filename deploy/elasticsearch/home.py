"""The server's home, `<checkout>/var/elasticsearch/<version>-…`: fetched once, shared by all instances.

Standard library only: `deploy/up` asks whether it can be had before anything is installed.
"""

import fcntl
import hashlib
import re
import shutil
import subprocess
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

from deploy.embedded.folders import require_space
from deploy.embedded.refusal import Refusal
from deploy.env import CHECKOUT

HERE = Path(__file__).parent
SHARED = CHECKOUT / "var" / "elasticsearch"
JAVA = 17
# 41 MB of jars, once in Maven's own cache and once in the home.
MEGABYTES = 120
PATIENCE = 600.0
PLUGIN = "META-INF/es-plugins/transport-netty4/"
MODULE = ("netty-", "transport-netty4-")


def home() -> Path:
    """Where this release's server lies, fetched or not."""
    sources = b"".join(
        (HERE / name).read_bytes() for name in ("pom.xml", "Launcher.java", "log4j2.properties")
    )
    version = re.search(r"<elasticsearch>([\d.]+)<", (HERE / "pom.xml").read_text())
    assert version
    return SHARED / f"{version[1]}-{hashlib.sha256(sources).hexdigest()[:8]}"


def lacking() -> str | None:
    """What keeps Elasticsearch from running on this machine, in a sentence; None if nothing does."""
    if shutil.which("java") is None or shutil.which("javac") is None:
        return f"Elasticsearch needs a JDK {JAVA} or later (openjdk-{JAVA}-jdk-headless on Debian)."
    told = subprocess.run(["javac", "-version"], check=False, capture_output=True, text=True)
    found = re.search(r"javac (\d+)", told.stdout + told.stderr)
    if found is None or int(found[1]) < JAVA:
        said = found[1] if found else "an unknown version"
        return f"Elasticsearch needs a JDK {JAVA} or later; the one on this machine is {said}."
    if not home().exists() and shutil.which("mvn") is None:
        return "Elasticsearch is fetched with Maven, which is not here (maven on Debian)."
    return None


def require() -> None:
    """Raises Refusal when Elasticsearch cannot run here."""
    if missing := lacking():
        raise Refusal(missing)


def fetch(say: Callable[[str], None]) -> Path:
    """Have the home, and return it. `say` is told how far it is. Raises Refusal."""
    require()
    if home().exists():
        return home()
    SHARED.mkdir(parents=True, exist_ok=True)
    with open(SHARED / "fetch.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if not home().exists():
            require_space(SHARED, MEGABYTES)
            draft = SHARED / "new"
            shutil.rmtree(draft, ignore_errors=True)
            _copy_jars(draft / "lib", say)
            _lay_out(draft)
            draft.rename(home())
    return home()


def _copy_jars(lib: Path, say: Callable[[str], None]) -> None:
    lib.mkdir(parents=True)
    command = [
        "mvn", "--batch-mode", "--file", str(HERE / "pom.xml"),
        "dependency:copy-dependencies", "-DincludeScope=runtime", f"-DoutputDirectory={lib}",
    ]  # fmt: skip
    with open(lib.parent / "maven.log", "w+") as log:
        with subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT) as maven:
            until = time.monotonic() + PATIENCE
            while maven.poll() is None:
                fetched = Path(log.name).read_text(errors="replace").count("Downloaded from")
                say(f"{fetched} files fetched")
                if time.monotonic() > until:
                    maven.kill()
                    raise Refusal(f"Maven has not fetched Elasticsearch in {PATIENCE:.0f} s: is it online?")
                time.sleep(0.2)
        log.seek(0)
        errors = [line.strip() for line in log if line.startswith("[ERROR]")]
    if maven.returncode:
        why = errors[0].removeprefix("[ERROR] ") if errors else f"it ended with {maven.returncode}"
        raise Refusal(f"Maven could not fetch Elasticsearch: {why[:300]}")


def _lay_out(draft: Path) -> None:
    """The transport is a module with a class loader of its own; its descriptor lies inside its jar."""
    module = draft / "modules" / "transport-netty4"
    for folder in (module, draft / "plugins", draft / "config"):
        folder.mkdir(parents=True)
    for jar in sorted((draft / "lib").glob("*.jar")):
        if jar.name.startswith(MODULE):
            jar.rename(module / jar.name)
    with zipfile.ZipFile(next(module.glob("transport-netty4-*.jar"))) as plugin:
        for name in plugin.namelist():
            if name.startswith(PLUGIN) and not name.endswith("/"):
                (module / Path(name).name).write_bytes(plugin.read(name))
    shutil.copy(HERE / "log4j2.properties", draft / "config")
    command = [
        "javac", "-p", str(draft / "lib"), "--add-modules", "ALL-MODULE-PATH",
        "-d", str(draft / "launcher"), str(HERE / "Launcher.java"),
    ]  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        raise Refusal(f"Elasticsearch's launcher does not compile: {done.stderr.strip().splitlines()[0]}")
