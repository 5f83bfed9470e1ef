"""The doors of allauth's headless interface that are open.

Named one by one: the others (sign-up, addresses, resets by mail) would answer differently for a
login that exists.
"""

from allauth.headless.account import views as account
from allauth.headless.base import views as base
from django.urls import path

CLIENT = "browser"

app_name = "signing_in"
urlpatterns = [
    path("browser/v1/config", base.ConfigView.as_api_view(client=CLIENT), name="config"),
    path("browser/v1/auth/session", account.SessionView.as_api_view(client=CLIENT), name="session"),
    path("browser/v1/auth/login", account.LoginView.as_api_view(client=CLIENT), name="login"),
    path(
        "browser/v1/auth/reauthenticate", account.ReauthenticateView.as_api_view(client=CLIENT), name="again"
    ),
    path(
        "browser/v1/account/password/change",
        account.ChangePasswordView.as_api_view(client=CLIENT),
        name="change_password",
    ),
]
