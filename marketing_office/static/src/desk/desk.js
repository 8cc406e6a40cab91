import { Component, onWillStart, useState } from "@odoo/owl";

import { user } from "@web/core/user";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

const WIDTH = 96;
const HEIGHT = 24;
// what a small screen shows before one asks for all
const FIRST = 5;

/** What is due, what needs attention, and the figures of the posts that the reader holds. */
export class Desk extends Component {
    static template = "marketing_office.Desk";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.ui = useService("ui");
        this.display = { controlPanel: {} };
        this.state = useState({ desk: null, postId: false, isOpen: false });
        onWillStart(() => this.load());
    }

    async load(postId = false) {
        this.state.desk = await this.orm.call("mkt.desk.card", "get_desk", [], {
            post_id: postId,
            context: user.context,
        });
        this.state.postId = postId;
    }

    get todo() {
        const items = this.state.desk.todo;
        return this.ui.isSmall && !this.state.isOpen ? items.slice(0, FIRST) : items;
    }

    get isCut() {
        return this.todo.length < this.state.desk.todo.length;
    }

    /** What the reader looks at first of all, before what is due. */
    get pinned() {
        return this.state.desk.figures.filter((figure) => figure.pinned);
    }

    get figures() {
        return this.state.desk.figures.filter((figure) => !figure.pinned);
    }

    get isEmpty() {
        const { todo, attention } = this.state.desk;
        return !todo.length && !attention.groups.length;
    }

    async openRecord(item) {
        const action = await this.orm.call(item.model, "get_formview_action", [[item.id]]);
        await this.action.doAction(action);
    }

    async openBulletins() {
        await this.action.doAction("marketing_office.mkt_bulletin_action", {
            additionalContext: { search_default_unread: 1 },
        });
    }

    async openCard(card) {
        const { action, filter, order } = await this.orm.call("mkt.desk.card", "action_open", [
            card.id,
        ]);
        await this.action.doAction(action, {
            props: {
                dynamicFilters: [{ ...filter, is_default: true }],
                orderBy: order ? [{ name: order, asc: true }] : [],
            },
        });
    }

    async run(method, card) {
        await this.action.doAction(await this.orm.call("mkt.desk.card", method, [card.id]));
    }

    /** The points of a line through the values, the oldest on the left. */
    line(values) {
        const least = Math.min(...values);
        const span = Math.max(...values) - least || 1;
        const step = WIDTH / Math.max(values.length - 1, 1);
        return values
            .map((value, i) => `${i * step},${HEIGHT - 2 - ((value - least) / span) * (HEIGHT - 4)}`)
            .join(" ");
    }
}

registry.category("actions").add("mkt_desk", Desk);
