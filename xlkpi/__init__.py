"""Monthly employee appraisal inside the Excel workbooks that HR already uses."""

__version__ = "0.1.0"
