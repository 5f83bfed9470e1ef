from celery.schedules import crontab

from deploy.env import setting

CELERY_BROKER_URL = setting("BROKER_URL")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TIMEZONE = "Asia/Shanghai"
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BEAT_SCHEDULE = {
    "clear followed events": {"task": "tenants.tasks.clear_followed_events", "schedule": 3600},
    "what is due goes out": {"task": "alliance.notices.tasks.send_due", "schedule": 60},
    # Mandates end with the day; a little later, so that no clock is behind.
    "ended mandates are handed over": {
        "task": "alliance.notices.tasks.hand_over_ended",
        "schedule": crontab(hour=0, minute=10),
    },
    "clear old proofs": {"task": "alliance.notices.tasks.clear_old_proofs", "schedule": 3600},
    "clear old keys": {"task": "tenants.tasks.clear_old_keys", "schedule": 3600},
    "clear unattached files": {"task": "alliance.files.tasks.clear_everywhere", "schedule": 3600},
    "open what was promised": {
        "task": "alliance.agreements.tasks.open_everywhere",
        "schedule": crontab(hour=4, minute=10),
    },
    # In the morning, when somebody can do something about it.
    "remind of endings": {
        "task": "alliance.resources.tasks.remind_everywhere",
        "schedule": crontab(hour=8, minute=30),
    },
    # Once a day is enough; each hour, since a beat that was down at midnight is late by an hour then, not
    # by a day.
    "expire credits": {"task": "alliance.ledger.tasks.expire_credits", "schedule": 3600},
    "look after branches": {"task": "alliance.branches.tasks.look_after_branches", "schedule": 24 * 3600},
}
