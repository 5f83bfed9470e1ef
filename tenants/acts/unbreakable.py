"""Rules of the database that no person can break, and why; the others have words in `violations`."""

from .violations import unbreakable

MADE_BY_US = "its values are chosen by our own code from a fixed set"
SAME_ACT = "written by one action, which makes both sides of it agree"

for constraint, reason in {
    "tenants_act_has_author": SAME_ACT,
    "tenants_actchange_order": "numbered by the act itself",
    "tenants_businessformat_once": "the roster adds missing formats only",
    "tenants_claim_lasts": "a claim has the days of its tenancy, which are checked before it",
    "tenants_claim_of_tenancy": "claims follow from their tenancy, one for each unit of its path",
    "tenants_contact_once": "the roster writes missing contacts only, an approval looks first; one at a time",
    "tenants_contact_role": MADE_BY_US,
    "tenants_enterprise_kind": MADE_BY_US,
    "tenants_enterprise_sector": MADE_BY_US,
    "tenants_enterprisetag_once": "only the sample and measurements tag enterprises so far",
    "tenants_floor_label_once": "floors come from building plans and rosters, which add missing ones only",
    "tenants_floor_order_once": "numbered by the actions that make floors",
    "tenants_formername_once": "looked for before it is written, with the enterprise locked",
    "tenants_idempotencykey_once": "inserted with ON CONFLICT DO NOTHING",
    "tenants_industry_once": "industries come with the district, from one table",
    "tenants_invitation_accepted": SAME_ACT,
    "tenants_invitation_lasts": SAME_ACT,
    "tenants_invitation_token_once": "a secret of 24 random bytes",
    "tenants_mandate_role": MADE_BY_US,
    "tenants_ownership_lasts": "no action writes ownerships yet",
    "tenants_ownership_one_owner": "no action writes ownerships yet",
    "tenants_person_known": "a person is written only with a name or a phone",
    "tenants_principal_kind_known": MADE_BY_US,
    "tenants_principal_office_named": "offices come with the district, which needs a name",
    "tenants_reveallog_purpose": "refused before, as PURPOSE_UNKNOWN",
    "tenants_rosterbatch_of_act": SAME_ACT,
    "tenants_rosterlines_in_order": "numbered by the import itself",
    "tenants_rostertable_in_order": "numbered by the import itself",
    "tenants_tag_once": "inserted with ON CONFLICT DO NOTHING",
    "tenants_tenancy_level": SAME_ACT,
    "tenants_unit_not_in_itself": "a unit gets its surrounding one when it is made, before it has an id",
    "tenants_unitalias_once": "no action writes aliases of units yet",
}.items():
    unbreakable(constraint, reason)
