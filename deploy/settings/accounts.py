"""Who signs in, and how: a login and a password, no address of anybody (see `api/signing_in`)."""

from deploy.env import setting

AUTH_USER_MODEL = "tenants.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "api.signing_in.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "none"
# A whole office block may come from one address at nine in the morning; five wrong passwords for
# one login from one address in five minutes are somebody guessing (the key: `api/signing_in/adapter.py`,
# which also says in words how long to wait).
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "30/m/ip,5/300s/key"}
# How many proxies of ours stand in front, each adding to X-Forwarded-For.
ALLAUTH_TRUSTED_PROXY_COUNT = int(setting("TRUSTED_PROXIES", "0"))
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Behind TLS: cookies travel by https only.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = setting("HTTPS_ONLY", "0") == "1"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
