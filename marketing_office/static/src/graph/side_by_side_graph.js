import { registry } from "@web/core/registry";

import { FiguresGraphModel, figuresGraphView } from "./figures_graph";

/** A graph that shows all measures of its view side by side, on the one axis they share. */
class SideBySideGraphModel extends FiguresGraphModel {
    async _loadDataPoints(metaData) {
        const { measure, measures, viewMeasures } = metaData;
        // another measure, which somebody has chosen, is shown alone
        if (!viewMeasures.includes(measure)) {
            return super._loadDataPoints(metaData);
        }
        const loaded = await Promise.all(
            viewMeasures.map((name) =>
                super._loadDataPoints({ ...metaData, measure: name })
            )
        );
        metaData.allIntegers = false;
        const currencies = new Set();
        const dataPoints = [];
        for (const [index, [points, pointCurrencies]] of loaded.entries()) {
            const { string } = measures[viewMeasures[index]];
            pointCurrencies.forEach((currency) => currencies.add(currency));
            for (const point of points) {
                // the label after the first one names the bars
                point.labels.splice(1, 0, string);
                dataPoints.push(point);
            }
        }
        return [dataPoints, currencies];
    }
}

registry.category("views").add("mkt_side_by_side_graph", {
    ...figuresGraphView,
    Model: SideBySideGraphModel,
});
