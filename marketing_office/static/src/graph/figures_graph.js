import { registry } from "@web/core/registry";
import { GraphModel } from "@web/views/graph/graph_model";
import { GraphRenderer } from "@web/views/graph/graph_renderer";
import { graphView } from "@web/views/graph/graph_view";

/** A graph of figures that may be missing: no data is no point, and not 0. */
export class FiguresGraphModel extends GraphModel {
    _getData(...args) {
        const data = super._getData(...args);
        for (const dataset of data.datasets) {
            // where there is no group, there is no domain of one either
            dataset.data = dataset.data.map((value, index) =>
                dataset.domains[index].length && value !== false ? value : null
            );
        }
        const known = data.datasets.filter(({ data }) => data.some((value) => value !== null));
        return known.length ? this._trim({ ...data, datasets: known }) : data;
    }

    /** From the first figure that is known to the last. */
    _trim(data) {
        const isKnown = (label, index) => data.datasets.some((one) => one.data[index] !== null);
        const range = [data.labels.findIndex(isKnown), data.labels.findLastIndex(isKnown) + 1];
        for (const dataset of data.datasets) {
            for (const name of ["data", "domains", "trueLabels", "currencyIds"]) {
                dataset[name] = dataset[name].slice(...range);
            }
        }
        return { ...data, labels: data.labels.slice(...range) };
    }
}

export class FiguresGraphRenderer extends GraphRenderer {
    getLineChartData() {
        const data = super.getLineChartData();
        for (const dataset of data.datasets) {
            // a line leads from one figure to the next that is known
            dataset.spanGaps = true;
        }
        return data;
    }
}

export const figuresGraphView = {
    ...graphView,
    Model: FiguresGraphModel,
    Renderer: FiguresGraphRenderer,
};

registry.category("views").add("mkt_figures_graph", figuresGraphView);
