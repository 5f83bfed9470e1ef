"""A stranger with Python and the package registries: everything committed, nothing else."""

import json
import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from deploy.embedded.ports import free_port
from deploy.env import CHECKOUT
from tests.deploy.instances import REPLACING

pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what git knows, without an environment of its own."""
    there = tmp_path_factory.mktemp("fresh") / "clone"
    subprocess.run(["git", "clone", "--quiet", str(CHECKOUT), str(there)], check=True)
    return there


@pytest.fixture(scope="module")
def told(clone: Path) -> Iterator[dict[str, Any]]:
    """What `deploy/up --detach --json` says there, with the sample. The Python is the system's, not ours."""
    python = sys._base_executable  # type: ignore[attr-defined]
    plain = {"PATH": "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"}
    kept = {n: v for n, v in os.environ.items() if n not in (*REPLACING, "ALLIANCE_DATA", "PATH")}
    command = [python, "deploy/up", f"--port={free_port()}", "--detach", "--json"]
    done = subprocess.run(
        command, cwd=clone, env=kept | plain, check=False, capture_output=True, text=True, timeout=900
    )
    assert done.returncode == 0, done.stderr
    yield json.loads(done.stdout.splitlines()[-1])
    subprocess.run([python, "deploy/down"], cwd=clone, env=kept | plain, check=True, timeout=300)


def ask(told: dict[str, Any], query: str, token: str = "", **variables: Any) -> Any:
    """One GraphQL request to the sample district, as curl would send it. Returns its data."""
    request = urllib.request.Request(
        f"{told['url']}/d/{told['district']}/graphql",
        data=json.dumps({"query": query, "variables": variables}).encode(),
        headers={
            "Content-Type": "application/json",
            **({"Authorization": f"Bearer {token}"} if token else {}),
        },
    )
    with urllib.request.urlopen(request, timeout=20) as answer:
        body = json.load(answer)
    assert "errors" not in body, body
    return body["data"]


def test_it_is_zhongde_plaza_with_its_liaison(told: dict[str, Any]) -> None:
    assert told["district"] == "zhongde"
    liaison = next(person for person in told["accounts"] if person["role"] == "liaison")
    assert liaison.keys() >= {"name", "login", "password", "token", "role", "mandates"}


def test_the_directory_is_read_without_a_login(told: dict[str, Any]) -> None:
    found = ask(told, "{ enterprises(first: 50) { totalCount edges { node { name } } } }")["enterprises"]
    assert found["totalCount"] > 250
    assert len(found["edges"]) == 50


def test_a_member_is_found_by_initials(told: dict[str, Any]) -> None:
    found = ask(told, '{ searchEnterprises(text: "xzt", first: 3) { edges { node { name } } } }')
    assert found["searchEnterprises"]["edges"][0]["node"]["name"] == "新众通"


def test_the_liaison_posts_an_offer_and_everybody_sees_it(told: dict[str, Any]) -> None:
    liaison = next(person for person in told["accounts"] if person["role"] == "liaison")
    entry = {"actingAs": liaison["mandates"][0]["id"], "kind": "OFFER", "title": "会议室周末可借用"}
    posting = (
        "mutation($input: PostListingInput!)"
        " { postListing(input: $input) { listing { id } errors { code } } }"
    )
    posted = ask(told, posting, liaison["token"], input=entry)["postListing"]
    assert posted["errors"] == []
    listed = ask(told, "{ listings(first: 100) { edges { node { id title } } } }")["listings"]["edges"]
    assert {"id": posted["listing"]["id"], "title": "会议室周末可借用"} in [edge["node"] for edge in listed]


def test_everything_installed_matches_the_lock_file(clone: Path, told: dict[str, Any]) -> None:
    """`pip check` finds no requirement unmet, so nothing was forgotten in the lock file."""
    python = clone / "var" / "venv" / "bin" / "python"
    done = subprocess.run([str(python), "-m", "pip", "check"], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
