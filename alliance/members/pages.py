"""What an enterprise's page shows of its belonging while it lasts: a planned one is nobody's business yet."""

from tenants.acts.pages import dated

dated("members.Membership", "enterprise_id")
dated("members.MemberOffice", "enterprise_id", "office")
