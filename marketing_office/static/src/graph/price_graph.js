import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";

import { FiguresGraphModel, FiguresGraphRenderer, figuresGraphView } from "./figures_graph";

const OUR_PRICE = 100;

/** Competitors' prices in percent of ours, with a line where they are the same. */
class PriceGraphModel extends FiguresGraphModel {
    _prepareData(...args) {
        super._prepareData(...args);
        const { measure, mode } = this.metaData;
        if (mode === "line" && measure === "price_index") {
            this.lineOverlayDataset = {
                label: _t("Our Price = 100"),
                data: this.data.labels.map(() => OUR_PRICE),
                trueLabels: this.data.labels,
            };
        }
    }
}

class PriceGraphRenderer extends FiguresGraphRenderer {
    getLineChartData() {
        const data = super.getLineChartData();
        const reference = this.model.lineOverlayDataset;
        if (!reference) {
            return data;
        }
        Object.assign(reference, {
            borderColor: "#888",
            backgroundColor: "#888",
            borderDash: [6, 4],
            borderWidth: 2,
            fill: false,
            pointRadius: 0,
        });
        return { ...data, datasets: [...data.datasets, reference] };
    }
}

registry.category("views").add("mkt_price_graph", {
    ...figuresGraphView,
    Model: PriceGraphModel,
    Renderer: PriceGraphRenderer,
});
