import { Component, useEffect, useState } from "@odoo/owl";

import { Dropdown } from "@web/core/dropdown/dropdown";
import { DropdownItem } from "@web/core/dropdown/dropdown_item";
import { _t } from "@web/core/l10n/translation";
import { user } from "@web/core/user";
import { registry } from "@web/core/registry";
import { useBus, useService } from "@web/core/utils/hooks";

const APP = "marketing_office.menu_root";
// of several articles the worst gives the colour
const WORST_FIRST = ["not_observed", "accepted", "no_data", "observed"];

// controls are evaluated once a day: an answer stands for ten minutes
const KEPT_FOR = 10 * 60 * 1000;

/** The articles of the management system that apply to the screen shown, and how they stand. */
export class ArticlesHere extends Component {
    static template = "marketing_office.ArticlesHere";
    static components = { Dropdown, DropdownItem };
    static props = {};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.menu = useService("menu");
        this.state = useState({ articles: [] });
        this.asked = 0;
        this.answers = new Map();
        useBus(this.env.bus, "ACTION_MANAGER:UI-UPDATED", ({ detail: mode }) => {
            if (mode !== "new") {
                this.load();
            }
        });
        useEffect(
            // the menu beside it is measured again, and cut to what is left
            () => void window.dispatchEvent(new Event("resize")),
            () => [this.isShown],
        );
    }

    get isShown() {
        return this.state.articles.length > 0;
    }

    get title() {
        return _t("Articles on this screen: %s", this.state.articles.length);
    }

    get worst() {
        const states = this.state.articles.map((article) => article.state);
        return WORST_FIRST.find((state) => states.includes(state));
    }

    async load() {
        const action = this.action.currentController?.action;
        const asked = ++this.asked;
        let articles = [];
        if (this.menu.getCurrentApp()?.xmlid === APP && action) {
            articles = await this.ask(action.id || false, action.res_model || false);
        }
        // an answer that comes late belongs to a screen that is gone
        if (asked === this.asked) {
            this.state.articles = articles;
        }
    }

    /** The articles of a screen; the server is asked once, and not at every visit. */
    ask(actionId, model) {
        const screen = JSON.stringify([actionId, model]);
        let answer = this.answers.get(screen);
        if (!answer || Date.now() - answer.at > KEPT_FOR) {
            const articles = this.orm.silent.call("mkt.article", "get_articles_here", [], {
                action_id: actionId,
                model,
                context: user.context,
            });
            answer = { at: Date.now(), articles };
            this.answers.set(screen, answer);
            // what went wrong is asked again
            articles.catch(() => this.answers.delete(screen));
        }
        return answer.articles;
    }

    async open(article) {
        await this.action.doAction(await this.orm.call("mkt.article", "action_open", [[article.id]]));
    }
}

registry
    .category("systray")
    .add("marketing_office.ArticlesHere", { Component: ArticlesHere }, { sequence: 60 });
