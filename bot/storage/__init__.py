"""
The directory's database, and the compiled snapshot beside it.

The only package that imports sqlalchemy, and not all of it may: `address`, `snapshot_file` and
`open_directory` lie on the way to the first card and have to do without it.
"""
