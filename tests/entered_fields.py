"""What people enter: the fields of our models that nothing computes or governs."""


def entered_fields(env):
    """(Model, field) of the stored fields of documents and settings that people write."""
    for name, model in sorted(env.registry.items()):
        if not name.startswith("mkt.") or model._abstract or model._transient:
            continue
        governed = getattr(env[name], "_governed_names", set)()
        for field in model._fields.values():
            if (
                field.store
                and field.name not in governed
                and not (field.compute or field.related or field.readonly)
            ):
                yield name, field
