"""What breaking this area's constraints means to people."""

from django.utils.translation import gettext_lazy as _

from tenants.acts.violations import explain

explain("notices_robotsecret_once", "ALREADY_ADDED", _("This robot has been added already."))
