from tests.alliance.notices.conftest import relay

__all__ = ["relay"]
