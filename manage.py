#!/usr/bin/env python3
import os
import sys

from deploy.env import MissingSetting


def main() -> None:
    """Django's commands; what the operator must mend is said in a sentence, not in a traceback."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
    try:
        from django.core.management import execute_from_command_line
        from django.db import OperationalError
    except ModuleNotFoundError:
        sys.exit("Django is not installed here: run deploy/up first, then var/venv/bin/python manage.py.")
    try:
        execute_from_command_line(sys.argv)
    except MissingSetting as error:
        sys.exit(str(error))
    except OperationalError as error:
        sys.exit(f"The database does not do as told: {str(error).strip().splitlines()[0]}")


if __name__ == "__main__":
    main()
