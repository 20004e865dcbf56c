"""Import and export of tables: CSV and XLSX files in and out.

reading (csv_files, xlsx_files): a file as headers and numbered rows, in bounded memory; mapping: which column
is which field; kinds: what a row becomes; running: dry run, batches, undo; exporting: lists into files.
"""
