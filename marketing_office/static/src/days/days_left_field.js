import { registry } from "@web/core/registry";
import { capitalize } from "@web/core/utils/strings";
import {
    RemainingDaysField,
    remainingDaysField,
} from "@web/views/fields/remaining_days/remaining_days_field";

/** The host's remaining days counted in days: in five of them is "in 5 days", not "next month". */
export class DaysLeftField extends RemainingDaysField {
    get diffString() {
        const date = this.props.record.data[this.props.name];
        if (!date || Math.abs(this.diffDays) > 99) {
            return super.diffString;
        }
        return capitalize(date.toRelativeCalendar({ unit: "days" }));
    }
}

registry.category("fields").add("mkt_days_left", {
    ...remainingDaysField,
    component: DaysLeftField,
});
