"""
Promises about files and text in and out.
"""
