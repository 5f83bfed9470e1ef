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
    "look after branches": {"task": "alliance.branches.tasks.look_after_branches", "schedule": 24 * 3600},
}
