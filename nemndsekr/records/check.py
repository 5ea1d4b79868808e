"""Approval, RuleSetting: what a person has said of a remark, and which checks a nämnd has turned off."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from nemndsekr.records.row import CaseRow, Row, instant


class ApprovalFields(SQLModel):
    """«Godkänn ändå»: that a person saw a remark and let it stand.

    ``fingerprint`` tells the very remark: what has changed since is asked about again.
    """

    rule: str = Field(title="Kontroll")
    record_uid: str = Field(default="", index=True)
    field: str = Field(default="", title="Fält")
    fingerprint: str = Field(index=True)
    text: str = Field(default="", title="Påpekande")
    reason: str = Field(default="", title="Skäl")
    at: datetime | None = instant("När")
    user_uid: str = Field(default="", title="Av")


class Approval(ApprovalFields, CaseRow, table=True):
    """An approval as kept in the database."""

    __tablename__ = "approvals"


class RuleSettingFields(SQLModel):
    """That a nämnd has turned a check off, or on again; a check without a row is on."""

    namnd_id: int = Field(foreign_key="namnder.id", index=True)
    rule: str = Field(title="Kontroll")
    off: bool = Field(default=False, title="Avstängd")


class RuleSetting(RuleSettingFields, Row, table=True):
    """A setting of a check as kept in the database."""

    __tablename__ = "rule_settings"
