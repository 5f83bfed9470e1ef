"""What kind of enterprise a row speaks of: by the beginning of its code (GB 32100), else by its name."""

from tenants.models import EnterpriseKind, Sector

# The registering authority and the kind of organisation.
_BY_CODE = {
    "92": EnterpriseKind.SOLE_TRADER,
    "51": EnterpriseKind.SOCIAL_ORGANISATION,
    "52": EnterpriseKind.SOCIAL_ORGANISATION,
    "53": EnterpriseKind.SOCIAL_ORGANISATION,
    "12": EnterpriseKind.PUBLIC_INSTITUTION,
    "11": EnterpriseKind.GOVERNMENT_COUNTER,
}
_BY_ENDING = (
    ("分公司", EnterpriseKind.BRANCH),
    ("公司", EnterpriseKind.COMPANY),
    ("协会", EnterpriseKind.SOCIAL_ORGANISATION),
    ("商会", EnterpriseKind.SOCIAL_ORGANISATION),
    ("学会", EnterpriseKind.SOCIAL_ORGANISATION),
    ("店", EnterpriseKind.SOLE_TRADER),
    ("馆", EnterpriseKind.SOLE_TRADER),
    ("坊", EnterpriseKind.SOLE_TRADER),
)
# Only what the kind says for certain: a company may be anybody's.
_SECTORS = {
    EnterpriseKind.SOLE_TRADER: Sector.NON_PUBLIC,
    EnterpriseKind.SOCIAL_ORGANISATION: Sector.SOCIAL_ORGANISATION,
    EnterpriseKind.PUBLIC_INSTITUTION: Sector.PUBLIC_INSTITUTION,
}


def kind_of(name: str, uscc: str | None) -> EnterpriseKind:
    """Returns COMPANY where neither code nor name says otherwise."""
    if uscc and uscc[:2] in _BY_CODE:
        return _BY_CODE[uscc[:2]]
    for ending, kind in _BY_ENDING:
        if name.endswith(ending) and not (uscc and kind == EnterpriseKind.SOLE_TRADER):
            return kind
    return EnterpriseKind.COMPANY


def sector_of(kind: EnterpriseKind) -> Sector:
    """UNKNOWN unless the kind settles it."""
    return _SECTORS.get(kind, Sector.UNKNOWN)
