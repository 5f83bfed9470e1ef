"""Everything goes to stderr: supervisord, or the cluster, keeps it. Refusals of the house are no errors."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handlers would tell nobody: they mail administrators, and only with DEBUG a console.
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        # A traceback for each try; who asked says in a sentence that the engine is away.
        "elastic_transport": {"level": "ERROR"},
    },
}
