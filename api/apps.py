from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "api"

    def ready(self) -> None:
        from .things import addresses  # noqa: F401  (tells notices how an id is written)
