import { DateTimePicker } from "@web/core/datetime/datetime_picker";
import { patch } from "@web/core/utils/patch";
import { CalendarController } from "@web/views/calendar/calendar_controller";

const { DateTime } = luxon;
const nameOf = (month) => month.toLocaleString({ year: "numeric", month: "long" });

/** Days and months above calendars as the language writes them: the host puts the year last. */
patch(CalendarController.prototype, {
    get currentMonth() {
        return nameOf(this.date);
    },

    get weekHeader() {
        const { rangeStart, rangeEnd } = this.model;
        return [...new Set([rangeStart, rangeEnd].map(nameOf))].join(" – ");
    },

    get dayHeader() {
        return this.date.toLocaleString(DateTime.DATE_FULL);
    },

    /** On a telephone, behind the title of the screen. */
    get currentDate() {
        if (!super.currentDate) {
            return "";
        }
        return ` - ${this.model.meta.scale === "week" ? this.weekHeader : this.currentMonth}`;
    },
});

patch(DateTimePicker.prototype, {
    get activePrecisionLevel() {
        const level = super.activePrecisionLevel;
        return this.state.precision === "days" ? { ...level, getTitle: nameOf } : level;
    },
});
