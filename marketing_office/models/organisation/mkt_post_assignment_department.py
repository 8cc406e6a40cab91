from datetime import date

from odoo import api, models
from odoo.tools import SQL


class PostAssignmentDepartment(models.Model):
    """In which department a person worked when: by assignment, else by employee record."""

    _inherit = "mkt.post.assignment"

    @api.model
    def _department_spells(self, company):
        """Spells of all persons: {user id: [(first day, day after or None, department ids)]}.

        The first id is the person's department, then follow its superior ones. A
        person with several assignments at a time counts in that of the post that
        stands first, held before deputised. What the first employee record says holds
        for the time before it too.
        """
        self._flush_departments()
        superior = self._superior_departments()
        stays = self._assigned(company)
        for user, employed in self._employed(company).items():
            # behind the assignments: it counts where none is in force
            stays.setdefault(user, []).extend(employed)
        return {user: self._spells(found, superior) for user, found in stays.items()}

    def _flush_departments(self):
        """What the statements below read is written before."""
        self.flush_model()
        self.env["hr.version"].flush_model()
        self.env["hr.employee"].flush_model(["user_id", "company_id"])
        self.env["hr.department"].flush_model(["parent_path"])

    @api.model
    def _working_in(self, company_id, departments):
        """Ids of the users who work today in one of the departments or below it."""
        company = self.env["res.company"].browse(company_id)
        today = company._mkt_today()
        return [
            user
            for user, spells in self._department_spells(company).items()
            if any(
                start <= today
                and not (stop and stop <= today)
                and departments & {*line}
                for start, stop, line in spells
            )
        ]

    def _assigned(self, company):
        """Assignments by person as (first day, day after, department), most important first."""
        stays = {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT assignment.user_id, date_from, date_to + 1, assignment.department_id
                FROM mkt_post_assignment assignment
                JOIN mkt_post post ON post.id = assignment.post_id
                WHERE company_id = %s AND assignment.department_id IS NOT NULL
                ORDER BY role DESC, post.sequence, post.id, date_from
                """,
                company.id,
            )
        )
        for user, start, stop, department in rows:
            stays.setdefault(user, []).append((start, stop, department))
        return stays

    def _employed(self, company):
        stays = {}
        rows = self.env.execute_query(
            SQL(
                """
                SELECT employee.user_id, version.department_id,
                    CASE WHEN LAG(version.id) OVER versions IS NULL THEN NULL
                        ELSE version.date_version END,
                    LEAD(version.date_version) OVER versions
                FROM hr_version version
                JOIN hr_employee employee ON employee.id = version.employee_id
                WHERE employee.company_id = %s AND employee.user_id IS NOT NULL
                    AND version.active
                WINDOW versions AS (
                    PARTITION BY version.employee_id ORDER BY version.date_version
                )
                """,
                company.id,
            )
        )
        for user, department, start, stop in rows:
            if department:
                stays.setdefault(user, []).append((start or date.min, stop, department))
        return stays

    def _superior_departments(self):
        """{department id: (its id, its superior's id, …)}"""
        rows = self.env.execute_query(SQL("SELECT id, parent_path FROM hr_department"))
        return {
            department: tuple(reversed([int(i) for i in path.strip("/").split("/")]))
            for department, path in rows
            if path
        }

    def _spells(self, stays, superior):
        """One department at a time, from stays that may overlap, the most important first."""
        cuts = {start for start, _stop, _department in stays}
        cuts |= {stop for _start, stop, _department in stays if stop}
        cuts = sorted(cuts)
        spells = []
        for start, stop in zip(cuts, [*cuts[1:], None], strict=True):
            department = next(
                (
                    d
                    for first, after, d in stays
                    if first <= start and not (after and after <= start)
                ),
                None,
            )
            if not department:
                continue
            departments = superior.get(department, (department,))
            if spells and spells[-1][1] == start and spells[-1][2] == departments:
                spells[-1] = (spells[-1][0], stop, departments)
            else:
                spells.append((start, stop, departments))
        return spells
