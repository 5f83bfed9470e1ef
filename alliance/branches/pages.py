"""What no enterprise's page shows of who covers it: when that changed is not for everybody to know either."""

from tenants.acts.pages import quiet

quiet("branches.Coverage")
