"""
Words in her language: gettext catalogues, direction, names and dates from CLDR.

catalog.py opens what runs; extract.py and catalogue_files.py keep the translators' files current.
"""
