import { patch } from "@web/core/utils/patch";
import { GraphRenderer } from "@web/views/graph/graph_renderer";

/** Figures beside an axis: no decimals where there are none. */
patch(GraphRenderer.prototype, {
    getScaleOptions() {
        const scales = super.getScaleOptions();
        const { allIntegers, fieldAttrs, measure } = this.model.metaData;
        if (!scales.y || fieldAttrs[measure]?.widget) {
            return scales;
        }
        const { callback } = scales.y.ticks;
        scales.y.ticks.callback = (value) =>
            Number.isInteger(value) && Math.abs(value) < 1000 ? String(value) : callback(value);
        if (allIntegers) {
            scales.y.ticks.precision = 0;
        }
        return scales;
    },
});
