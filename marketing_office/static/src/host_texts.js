import { _t } from "@web/core/l10n/translation";

/** Texts of the host's web client on our screens that its own Chinese catalogue lacks. */
export const HOST_TEXTS = [_t("Missing required fields"), _t("Add nested rule")];
