import { DomainSelector } from "@web/core/domain_selector/domain_selector";
import { registry } from "@web/core/registry";
import { DomainField, domainField } from "@web/views/fields/domain/domain_field";
import {
    FieldSelectorField,
    fieldSelectorField,
} from "@web/views/fields/field_selector/field_selector_field";

/** The host's choice of a field, of those alone that suit: of a type, or leading to a model. */
export class SuitableFieldSelector extends FieldSelectorField {
    static props = {
        ...FieldSelectorField.props,
        types: { type: Array, optional: true },
        relation: { type: String, optional: true },
    };

    filter(fieldDef) {
        const { types, relation } = this.props;
        return (
            super.filter(fieldDef) &&
            (!types || types.includes(fieldDef.type)) &&
            (!relation ||
                (fieldDef.type === "many2one" && fieldDef.relation === relation))
        );
    }
}

registry.category("fields").add("mkt_field_selector", {
    ...fieldSelectorField,
    component: SuitableFieldSelector,
    extractProps(fieldInfo, dynamicInfo) {
        const { types, relation } = fieldInfo.options;
        return {
            ...fieldSelectorField.extractProps(fieldInfo, dynamicInfo),
            types,
            relation,
            followRelations: false,
        };
    },
});

class SelectorWithoutSwitch extends DomainSelector {
    getShowArchivedCheckBox() {
        return false;
    }
}

/** The host's condition where the form has a switch of its own for what is archived. */
export class ConditionField extends DomainField {
    static components = { ...DomainField.components, DomainSelector: SelectorWithoutSwitch };
}

registry.category("fields").add("mkt_condition", {
    ...domainField,
    component: ConditionField,
});
