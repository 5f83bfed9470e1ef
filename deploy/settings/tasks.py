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
}
