import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
# Nobody waits half a minute for a page. Commands, the relay and workers have no such limit.
os.environ.setdefault("STATEMENT_TIMEOUT", "30s")
application = get_wsgi_application()

from tenants.reading.tokens import query_tokens  # noqa: E402

# Loads the dictionaries, about a second once, so that the first to search does not wait for them.
query_tokens("商圈")
