"""Who was told what, and who has read it."""

from .notices import Notice, NoticeTarget, Receipt

__all__ = ["Notice", "NoticeTarget", "Receipt"]
