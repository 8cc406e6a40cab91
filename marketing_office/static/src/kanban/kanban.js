import { registry } from "@web/core/registry";
import { SearchModel } from "@web/search/search_model";
import { kanbanView } from "@web/views/kanban/kanban_view";

/** Columns on a computer, one row of cards on a phone: empty columns would hide what is due. */
class ColumnsSearchModel extends SearchModel {
    async load(config) {
        const defaultGroupBy = this.env.isSmall ? null : config.defaultGroupBy;
        await super.load({ ...config, defaultGroupBy });
    }
}

registry.category("views").add("mkt_kanban", { ...kanbanView, SearchModel: ColumnsSearchModel });
