"""What the browser shows after a click, beside the screen that it stays on."""


def notification(message, **params):
    """Client action that says the message, as a success if not told otherwise.

    The screen is read anew, unless `next` says otherwise; `params` are those of the
    host's notification.
    """
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": {
            "type": "success",
            "message": message,
            "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            **params,
        },
    }
