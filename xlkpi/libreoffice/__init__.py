"""LibreOffice as a second client: the Calc add-in, its installation, pictures of workbooks, a second engine."""
