import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "deploy.settings")
application = get_wsgi_application()

from tenants.reading.tokens import query_tokens  # noqa: E402

# Loads the dictionaries, about a second once, so that the first to search does not wait for them.
query_tokens("商圈")
