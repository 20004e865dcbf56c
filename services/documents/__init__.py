"""The printed papers, made with reportlab from frozen records."""
