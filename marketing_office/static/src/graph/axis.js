import { user } from "@web/core/user";
import { patch } from "@web/core/utils/patch";
import { GraphRenderer } from "@web/views/graph/graph_renderer";

/** Figures beside an axis: no empty decimals, and large ones as the language counts (90万). */
patch(GraphRenderer.prototype, {
    getScaleOptions() {
        const scales = super.getScaleOptions();
        const { allIntegers, fieldAttrs, measure } = this.model.metaData;
        if (!scales.y || fieldAttrs[measure]?.widget) {
            return scales;
        }
        const short = new Intl.NumberFormat(user.lang, {
            notation: "compact",
            maximumSignificantDigits: 4,
        });
        const { callback } = scales.y.ticks;
        scales.y.ticks.callback = (value) =>
            Number.isInteger(value) ? short.format(value) : callback(value);
        if (allIntegers) {
            scales.y.ticks.precision = 0;
        }
        return scales;
    },
});
