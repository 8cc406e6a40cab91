"""Valid records of the models with governed fields, for the tests of every such model."""

from datetime import date

from odoo.fields import Command

VALS = {
    "mkt.complaint": lambda case: {"name": "Relay fails"},
    "mkt.post": lambda case: {"name": "Post"},
    "mkt.post.assignment": lambda case: case.assignment_vals(
        case.newcomer, "member", date_from=date(2099, 1, 1)
    ),
}

# a value of the right type, different from what any record in VALS has
SAMPLES = {
    "boolean": lambda record, field: not record[field.name],
    "char": lambda record, field: "forged",
    "text": lambda record, field: "forged",
    "html": lambda record, field: "<p>forged</p>",
    "integer": lambda record, field: 4711,
    "float": lambda record, field: 4711.0,
    "monetary": lambda record, field: 4711.0,
    "date": lambda record, field: "2001-01-01",
    "datetime": lambda record, field: "2001-01-01 00:00:00",
    "selection": lambda record, field: _other_option(record, field),
    "many2one": lambda record, field: _other_record(record, field).id,
    "many2many": lambda record, field: [Command.link(_other_record(record, field).id)],
}


def _other_option(record, field):
    return [key for key in field.get_values(record.env) if key != record[field.name]][-1]


def _other_record(record, field):
    domain = [("id", "not in", record[field.name].ids)]
    return record.env[field.comodel_name].sudo().search(domain, limit=1)


def forged(record, name):
    field = record._fields[name]
    return SAMPLES[field.type](record, field)
