"""What people are told when the database refuses."""

from django.utils.translation import gettext_lazy as _

from tenants.acts.violations import explain

explain("resources_listing_taken_within", "NOT_ENOUGH_LEFT", _("That is more than is left of it."))
explain("resources_projectpart_taken_within", "NOT_ENOUGH_LEFT", _("That is more than is left of it."))
explain("resources_listingfile_file_fk", "NOT_FOUND", _("There is no such file of yours."))
explain("resources_partclaim_part_fk", "NOT_FOUND", _("There is no such part."))
