"""
Every exception that Fingerpost raises on purpose.

FingerpostError                a person can mend it; the message says what happened and what to do
├── ContentError               a file that people edit is wrong: file, line, remedy
│   ├── FlowError              a dialogue
│   ├── DirectoryError         a service, an area, a number
│   ├── CatalogueError         a translation
│   └── ExchangeError          a file handed in to be imported
├── NeedError                  a need handed to `match` holds what the contract does not allow
├── ActError                   a script or a tap asks for what the card does not offer
├── StoreError                 the directory, the visits or the ledger cannot be reached
├── ApprovalError              a change to a record may not be made, or not by this person
├── ChannelError               the messenger refuses what is asked of it, or cannot be reached
└── SettingError               a setting is missing or impossible
"""


class FingerpostError(Exception):
    """Something a person can mend. The message says what happened and what to do."""


class ContentError(FingerpostError):
    """
    A file that people edit is wrong.

    The message reads `file:line: what is wrong. What to do`.
    """


class FlowError(ContentError):
    """A dialogue file is wrong."""


class DirectoryError(ContentError):
    """A file of services, areas, short codes, emergency numbers or needs is wrong."""


class CatalogueError(ContentError):
    """A translation file is missing or wrong."""


class ExchangeError(ContentError):
    """
    A file that is handed in cannot be taken. Nothing of it was.

    The message has a line for each thing that is wrong: file, row, column, what to do.
    """


class NeedError(FingerpostError):
    """A need is outside the contract. One line: what is wrong, what is allowed."""


class ActError(FingerpostError):
    """An act is not offered by the card that stands on the screen. Says what is."""


class StoreError(FingerpostError):
    """The directory's database, the visits or the ledger cannot be read or written."""


class ApprovalError(FingerpostError):
    """A change to a record may not be made, or not now, or not by this person. Says what may be."""


class ChannelError(FingerpostError):
    """The messenger refuses what is asked of it, or cannot be reached. Says what was done."""


class SettingError(FingerpostError):
    """A setting is missing or impossible. Says which, and how to set it."""
