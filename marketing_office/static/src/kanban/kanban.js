import { registry } from "@web/core/registry";
import { SearchModel } from "@web/search/search_model";
import { KanbanRenderer } from "@web/views/kanban/kanban_renderer";
import { kanbanView } from "@web/views/kanban/kanban_view";

/** Columns on a computer, one row of cards on a phone: empty columns would hide what is due. */
class ColumnsSearchModel extends SearchModel {
    async load(config) {
        const defaultGroupBy = this.env.isSmall ? null : config.defaultGroupBy;
        await super.load({ ...config, defaultGroupBy });
    }
}

class ColumnsRenderer extends KanbanRenderer {
    /** Without a column there is no record either, whatever the columns stand for. */
    get showNoContentHelper() {
        const { isGrouped, groups } = this.props.list;
        return (isGrouped && !groups.length) || super.showNoContentHelper;
    }
}

registry.category("views").add("mkt_kanban", {
    ...kanbanView,
    SearchModel: ColumnsSearchModel,
    Renderer: ColumnsRenderer,
});
