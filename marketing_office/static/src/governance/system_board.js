import { Component, onWillStart, useState } from "@odoo/owl";

import { deserializeDateTime, formatDateTime } from "@web/core/l10n/dates";
import { user } from "@web/core/user";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { Layout } from "@web/search/layout";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";

/** The whole management system on one screen: chapters, articles, their controls. */
export class SystemBoard extends Component {
    static template = "marketing_office.SystemBoard";
    static components = { Layout };
    static props = { ...standardActionServiceProps };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.display = { controlPanel: {} };
        this.state = useState({ board: null, shown: false });
        onWillStart(async () => {
            this.state.board = await this.orm.call("mkt.article", "get_board", [], {
                context: user.context,
            });
        });
    }

    /** The articles of a chapter, of one state where the reader has chosen one. */
    articlesOf(chapter) {
        const { shown } = this.state;
        return shown ? chapter.articles.filter((a) => a.state === shown) : chapter.articles;
    }

    get computedAt() {
        const { computed_at } = this.state.board;
        return computed_at ? formatDateTime(deserializeDateTime(computed_at)) : "";
    }

    toggle(key) {
        this.state.shown = this.state.shown === key ? false : key;
    }

    async run(model, method, id) {
        await this.action.doAction(await this.orm.call(model, method, [[id]]));
    }

    openArticle(article) {
        return this.run("mkt.article", "action_open", article.id);
    }

    openControl(control) {
        return this.run("mkt.control", "action_open_result", control.id);
    }
}

registry.category("actions").add("mkt_system_board", SystemBoard);
