"""Rules of the database that nobody can break through our doors, and why."""

from tenants.acts.violations import unbreakable

CHECKED = "refused before by the rules, at its field"
MADE_BY_US = "its values are chosen by our own code from a fixed set"
PLANNED = "written by an insert that lets an earlier one stand"
KEPT = "the account's preferences are locked while its groups are written"

for constraint, reason in {
    "notices_addressproof_in_time": "confirmed under a lock, while it stands",
    "notices_addressproof_lasts": MADE_BY_US,
    "notices_addressproof_once": "made from the row's own id by a keyed hash",
    "notices_delivery_once_a_chat": PLANNED,
    "notices_delivery_once_a_person": PLANNED,
    "notices_delivery_one_end": PLANNED,
    "notices_delivery_to_one": PLANNED,
    "notices_grouppreference_mail": MADE_BY_US,
    "notices_grouppreference_once": KEPT,
    "notices_handover_once": PLANNED,
    "notices_notice_once": PLANNED,
    "notices_noticepreference_digest_hour": CHECKED,
    "notices_noticepreference_mail": MADE_BY_US,
    "notices_noticepreference_once": PLANNED,
    "notices_noticepreference_quiet_hours": CHECKED,
    "notices_noticetarget_once": "the targets are a set",
    "notices_receipt_once": "the readers are a set",
    "notices_robot_kind": MADE_BY_US,
    "notices_robot_labelled": CHECKED,
    "notices_robotsecret_of": "written once, with its robot",
}.items():
    unbreakable(constraint, reason)
