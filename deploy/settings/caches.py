from deploy.env import setting

# Counts of sign-in attempts, shared by all web processes. The broker's Valkey serves unless named
# otherwise; without one each process counts for itself.
_address = setting("CACHE_URL", setting("BROKER_URL")).replace("redis+socket://", "unix://")
CACHES = {
    "default": (
        {"BACKEND": "deploy.caching.SharedCache", "LOCATION": _address, "KEY_PREFIX": "cache"}
        if _address.startswith(("redis://", "rediss://", "unix://"))
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}
