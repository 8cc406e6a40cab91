import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { GraphModel } from "@web/views/graph/graph_model";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";

/** Bars from the most frequent on, with the share of the whole that they make up together. */
class ParetoGraphModel extends GraphModel {
    _getLineOverlayDataset() {
        const { datasets } = this.data;
        if (datasets.length !== 1 || this.metaData.order !== "DESC") {
            return super._getLineOverlayDataset();
        }
        const [{ data, trueLabels }] = datasets;
        const whole = data.reduce((sum, value) => sum + value, 0);
        let reached = 0;
        const shares = data.map((value) => {
            reached += value;
            return whole ? Math.round((1000 * reached) / whole) / 10 : 0;
        });
        return { label: _t("Cumulative Share (%)"), data: shares, trueLabels, yAxisID: "share", clip: false };
    }
}

class ParetoGraphRenderer extends GraphRenderer {
    getScaleOptions() {
        const scales = super.getScaleOptions();
        if (this.model.lineOverlayDataset?.yAxisID) {
            scales.share = {
                position: "right",
                min: 0,
                max: 100,
                ticks: { callback: (value) => `${value}%` },
                grid: { display: false },
            };
        }
        return scales;
    }
}

registry.category("views").add("mkt_pareto_graph", {
    ...graphView,
    Model: ParetoGraphModel,
    Renderer: ParetoGraphRenderer,
});
