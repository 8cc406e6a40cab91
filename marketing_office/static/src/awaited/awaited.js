import { Component, useEffect, useState } from "@odoo/owl";

import { browser } from "@web/core/browser/browser";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardWidgetProps } from "@web/views/widgets/standard_widget_props";

const EVERY = 2000;

/** How far work in the background has come; at its end the record is shown as it is then. */
export class Awaited extends Component {
    static template = "marketing_office.Awaited";
    static props = {
        ...standardWidgetProps,
        waiting: { type: String },
        progress: { type: String },
    };

    setup() {
        this.orm = useService("orm");
        this.ui = useService("ui");
        this.state = useState({ percent: 0 });
        useEffect(
            (id) => {
                this.state.percent = this.props.record.data[this.props.progress];
                const timer = browser.setInterval(() => this.look(id), EVERY);
                return () => browser.clearInterval(timer);
            },
            () => [this.props.record.resId],
        );
    }

    get percent() {
        return Math.round(this.state.percent);
    }

    async look(id) {
        const { record, waiting, progress } = this.props;
        const [now] = await this.orm.silent.read(record.resModel, [id], [waiting, progress]);
        // an answer that comes late belongs to a record that is shown no more
        if (record !== this.props.record || id !== record.resId) {
            return;
        }
        if (now[waiting]) {
            this.state.percent = now[progress];
        } else if (!(await this.isWrittenOn())) {
            await record.load();
        }
    }

    /** What somebody is writing is not taken away; it is shown once that is saved. */
    async isWrittenOn() {
        return this.ui.activeElement !== document || (await this.props.record.isDirty());
    }
}

registry.category("view_widgets").add("mkt_awaited", {
    component: Awaited,
    extractProps: ({ attrs: { waiting, progress } }) => ({ waiting, progress }),
    fieldDependencies: ({ attrs }) => [
        { name: attrs.waiting, type: "many2one", readonly: true },
        { name: attrs.progress, type: "float", readonly: true },
    ],
});
