"""Links that act for a customer are made only where the system writes to the customer."""

# no caller can put this object into a context, while every key, and being superuser,
# can be had: the host renders templates for colleagues as superuser too
_CUSTOMER = object()


def for_customer(records):
    """The records as an e-mail to the customer shows them, with the secrets of links."""
    return records.with_context(mkt_reader=_CUSTOMER)


def is_for_customer(env):
    return env.context.get("mkt_reader") is _CUSTOMER
