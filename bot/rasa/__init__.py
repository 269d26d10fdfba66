"""
For whoever runs a Rasa assistant already: this bot as custom actions, and what Rasa has to know.

The only package that imports rasa_sdk. README.md beside this file says how to use it.
"""
