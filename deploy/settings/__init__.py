"""Settings, one subject a file; the environment decides (see `deploy/env.py`)."""

from .accounts import *  # noqa: F403
from .admin import *  # noqa: F403
from .base import *  # noqa: F403
from .caches import *  # noqa: F403
from .database import *  # noqa: F403
from .http import *  # noqa: F403
from .logs import *  # noqa: F403
from .mail import *  # noqa: F403
from .tasks import *  # noqa: F403
