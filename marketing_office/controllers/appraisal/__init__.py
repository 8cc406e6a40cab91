from . import payroll
