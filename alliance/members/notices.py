"""What a member is told of its membership."""

from django.utils.translation import gettext_lazy as _

from alliance.notices.kinds import register

from .models import MemberOfficeKind

ADMITTED, ENDED, OFFICE_ENDED = "member.admitted", "member.ended", "member.office_ended"
# A kind for each office: its name is part of a sentence in the reader's language.
OFFICE = {
    MemberOfficeKind.ROTATING_CHAIR: "member.office.rotating_chair",
    MemberOfficeKind.JOINT_MEETING: "member.office.joint_meeting",
}

register(
    ADMITTED,
    title=_("%(name)s is a member of the alliance"),
    text=_("The secretariat has admitted %(name)s to the alliance from %(since)s on."),
)
register(
    ENDED,
    title=_("The membership of %(name)s ends"),
    text=_("%(name)s is a member of the alliance until %(until)s."),
)
register(
    OFFICE[MemberOfficeKind.ROTATING_CHAIR],
    title=_("%(name)s becomes rotating chair"),
    text=_("From %(since)s on %(name)s is the rotating chair of the alliance."),
)
register(
    OFFICE[MemberOfficeKind.JOINT_MEETING],
    title=_("%(name)s takes a seat in the joint meeting"),
    text=_("From %(since)s on %(name)s belongs to the joint meeting of the alliance."),
)
register(
    OFFICE_ENDED,
    title=_("An office of %(name)s ends"),
    text=_("%(name)s holds an office in the alliance until %(until)s."),
)
