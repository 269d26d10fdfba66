"""The pages themselves: each module answers the requests of one part of the menu."""
