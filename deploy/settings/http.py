from deploy.env import CHECKOUT, data_folder, setting

ROOT_URLCONF = "deploy.urls"
WSGI_APPLICATION = "deploy.wsgi.application"
ALLOWED_HOSTS = setting("ALLOWED_HOSTS", "*").split(",")
STATIC_URL = "/static/"
STATIC_ROOT = data_folder() / "static"
STATICFILES_DIRS = [CHECKOUT / "web" / "dist"] if (CHECKOUT / "web" / "dist").exists() else []
MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
# Public GraphQL answers every origin, without cookies.
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = False
CORS_URLS_REGEX = r"^/d/[^/]+/graphql$"
REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "District Alliance",
    "VERSION": "1",
    "DESCRIPTION": "Files out of a district, and access tokens, where REST is the custom; everything else is "
    "asked by GraphQL at `/d/{slug}/graphql`. `slug` is the district's part of the address, e.g. `zhongde`. "
    "Programs send `Authorization: Bearer TOKEN`; *Authorize* takes the token.",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    # From our own static files: the page must work where no CDN is reached.
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}
