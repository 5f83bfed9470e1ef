"""The real Elasticsearch of a test run: the first test that needs it starts it, `deploy/test` ends it."""

import fcntl
import os

import pytest

from deploy.elasticsearch.home import lacking
from deploy.elasticsearch.supervised import start
from deploy.embedded.folders import Folders
from deploy.embedded.supervisor import Supervisor
from deploy.env import data_folder


def skip_without_java() -> None:
    """Without a JDK and Maven there is no server, except in CI, where there must be one."""
    if missing := lacking():
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)


@pytest.fixture(scope="session")
def elasticsearch_hosts() -> str:
    """`host:port` of the server."""
    skip_without_java()
    folders = Folders(data_folder())
    supervisor = Supervisor(folders)
    if not supervisor.is_alive():
        pytest.fail("Nothing keeps the services; run deploy/test.")
    with open(folders.data / "elasticsearch.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        node = start(folders, supervisor, lambda text: None)
    return node.url.removeprefix("http://")
