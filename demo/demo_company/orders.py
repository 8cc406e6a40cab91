"""Quotations and orders of two years, with growth and seasons."""

from datetime import timedelta

from odoo.fields import Command

# January to December: quiet at the Spring Festival, busy at the year's end
SEASON = (0.75, 0.55, 1.1, 1.1, 1.15, 1.1, 0.9, 0.9, 1.1, 1.05, 1.15, 1.25)
ORDERS_A_MONTH = 7
YEARLY_GROWTH = 0.16  # of the number of orders, and again of the quantities
SCALE = {"A": 1.4, "B": 1.0, "C": 0.6}


def round_quantity(quantity):
    """A number that people order: 7, 35, 240."""
    step = 1 if quantity < 15 else 5 if quantity < 100 else 10
    return max(step, round(quantity / step) * step)


def plan_orders(clock, customers, products):
    """What was ordered when and by whom, oldest first."""
    rng, today = clock.rng, clock.today
    goods = [pair for pair in products if int(pair[1]["share"])]
    shares = [int(row["share"]) for _product, row in goods]
    # the services come with goods or now and then
    installation, maintenance = [pair[0] for pair in products if pair not in goods]
    plan = []
    for number, month in enumerate(clock.months):
        growth = (1 + YEARLY_GROWTH) ** (number / 12)
        count = ORDERS_A_MONTH * SEASON[month.month - 1] * growth
        if month == clock.months[-1]:
            count *= today.day / 31
        for nth in range(max(2, round(count * rng.uniform(0.92, 1.08)))):
            customer = customers.pick()
            chosen = {}
            for product, row in rng.choices(goods, shares, k=rng.randint(1, 4)):
                typical = int(row["quantity"]) * SCALE[customer.row["size"]] * growth
                chosen[product] = round_quantity(typical * rng.uniform(0.5, 1.6))
            if any(product.list_price > 20000 for product in chosen):
                chosen[installation] = rng.randint(2, 5)
            elif rng.random() < 0.06:
                chosen[maintenance] = 1
            day = clock.workday_in(month)
            if nth == 0:
                state = "sale"  # there is no month without revenue
            elif (today - day).days < 25 and rng.random() < 0.4:
                state = rng.choice(["draft", "sent"])
            else:
                state = "cancel" if rng.random() < 0.05 else "sale"
            plan.append(
                {
                    "day": day,
                    "customer": customer,
                    "lines": chosen,
                    "state": state,
                    "amount": sum(
                        p.list_price * number for p, number in chosen.items()
                    ),
                }
            )
    return sorted(plan, key=lambda order: order["day"])


def load_orders(env, clock, teams, plan):
    """Returns the confirmed orders, oldest first."""
    orders = env["sale.order"].create(
        [
            {
                "partner_id": order["customer"].company.id,
                "user_id": order["customer"].company.user_id.id,
                "team_id": teams[order["customer"].row["owner"]].id,
                "opportunity_id": order["lead"].id if "lead" in order else False,
                "source_id": order["lead"].source_id.id if "lead" in order else False,
                "date_order": clock.moment(order["day"]),
                "validity_date": order["day"] + timedelta(30),
                "order_line": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": quantity}
                    )
                    for product, quantity in order["lines"].items()
                ],
            }
            for order in plan
        ]
    )
    by_state = {
        state: orders.browse(
            order.id
            for order, planned in zip(orders, plan, strict=True)
            if planned["state"] == state
        )
        for state in ("sent", "cancel", "sale")
    }
    dates = [order.date_order for order in by_state["sale"]]
    by_state["sale"].action_confirm()
    # confirming means today
    for order, moment in zip(by_state["sale"], dates, strict=True):
        order.date_order = moment
    by_state["sent"].state = "sent"
    by_state["cancel"].state = "cancel"
    return by_state["sale"]
