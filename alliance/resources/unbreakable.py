"""Rules of the database that `rules.py` refuses before, at the field concerned."""

from tenants.acts.violations import unbreakable

CHECKED = "refused before by rules.py, at its field"
MADE_BY_US = "its values are chosen by our own code from a fixed set"

for constraint, reason in {
    "resources_listing_audience": MADE_BY_US,
    "resources_listing_category": MADE_BY_US,
    "resources_listing_ends_before_never": CHECKED,
    "resources_listing_kind": MADE_BY_US,
    "resources_listing_lasts": CHECKED,
    "resources_listing_one_owner": "the action writes owner and enterprise from one principal",
    "resources_listing_quantity_positive": CHECKED,
    "resources_listing_state": MADE_BY_US,
    "resources_listing_titled": CHECKED,
    "resources_listing_version_positive": "counted up from 1",
    "resources_listingaudience_once": "the named are a set",
    "resources_listingfile_once": "the files are a set",
    "resources_listingtag_once": "tags are tidied to a set",
    "resources_listingwindow_lasts": CHECKED,
    "resources_listingwindow_once": CHECKED,
    "resources_listingwindow_weekdays": CHECKED,
    "resources_partclaim_quantity_positive": CHECKED,
    "resources_partclaim_state": MADE_BY_US,
    "resources_partclaim_version_positive": "counted up from 1",
    "resources_projectpart_in_order": "numbered by the action itself",
    "resources_projectpart_quantity_positive": CHECKED,
    "resources_projectpart_titled": CHECKED,
}.items():
    unbreakable(constraint, reason)
