"""
One search, asked of the index: the bitmap of those services of which a thing is so.

Each set says of bitmaps what one rule or test says of a service; the rule is the definition and a
test holds every set against it. Sets are made when first asked for and live as long as the search.
"""

from collections.abc import Iterable
from functools import cached_property

from pyroaring import BitMap

from bot.signposting.day_sets import DaySets
from bot.signposting.entry import entry
from bot.signposting.hour_sets import STATES
from bot.signposting.index import Index
from bot.signposting.labels import OTHER_WAY
from bot.signposting.languages import (
    KURDISH,
    LANGUAGES_OF,
    UNNAMED_KURDISH,
    of_her_community,
)
from bot.signposting.listing import Entry, OpenState, Spoken
from bot.signposting.meeting import A_SAFE_PLACE, TALK, are_all_ordinary
from bot.signposting.rank import NOT_ASYLUM
from bot.signposting.rules import WAYS, asked_for
from bot.signposting.search import Search

EVERY_WAY = (*WAYS, OTHER_WAY)


class Sets:
    """The sets of one search, all of them numbers of an index."""

    def __init__(self, index: Index, search: Search) -> None:
        self.index = index
        self.search = search
        self.need = search.need
        self.under = index.under
        self._entries: dict[int, Entry] = {}
        self.numbers: dict[str, int] = {}

    def entry(self, number: int) -> Entry:
        """Return the entry of a number; its id can be turned back into the number from then on."""
        found = self._entries.get(number)
        if found is None:
            found = entry(self.index.services[number], self.search)
            self._entries[number] = found
            self.numbers[found.service.id] = number
        return found

    def either(self, sets: Iterable[BitMap]) -> BitMap:
        """Return what is in any of these. Nobody may change the bitmap."""
        found = [one for one in sets if one]
        if not found:
            return self.index.nothing
        return found[0] if len(found) == 1 else BitMap.union(*found)

    @cached_property
    def passing(self) -> BitMap:
        """What all rules but the one about contacts let through."""
        return self.either(self.steps) - self.either(self._kept_out())

    def _kept_out(self) -> Iterable[BitMap]:
        need = self.need
        yield self.under("held_back")
        yield self.day.lapsed - self.national
        yield self.under("takes", need.who or "woman", "no")
        yield self.under("not_for", "child" if need.age == "child" else "adult")
        yield self.under("only_for_some") - self.either(self._asked_for)
        if self.papers_count:
            yield self.under("papers", need.papers, "no")
        if need.is_ordinary:
            yield self.under("telling")

    @cached_property
    def steps(self) -> list[BitMap]:
        """What serves her area, what the one around it, and so on up to the country."""
        return [self.under("serves", self.need.country, area) for area in self.search.chain]

    @property
    def national(self) -> BitMap:
        """What serves the whole country."""
        return self.steps[-1] if self.steps else self.index.nothing

    @cached_property
    def day(self) -> DaySets:
        """How recently services were checked, seen from today."""
        return self.index.days.on(self.search.today)

    @property
    def papers_count(self) -> bool:
        """Whether she named papers that a service can refuse."""
        return self.need.papers not in {None, "settled"}

    @cached_property
    def _asked_for(self) -> list[BitMap]:
        codes = (code for code in self.index.codes if asked_for(code, self.search))
        return [self.under("only_for", code) for code in codes]

    @cached_property
    def ways(self) -> tuple[str, ...]:
        """The ways of getting in touch that she can use."""
        return tuple(dict.fromkeys(self.need.contact)) or EVERY_WAY

    def by_ways(self, *label: object) -> BitMap:
        """Return what stands under a label with any of her ways behind it."""
        return self.either(self.under(*label, way) for way in self.ways)

    @cached_property
    def reachable(self) -> BitMap:
        """What has a confirmed contact that she can use."""
        return self.by_ways("way")

    @cached_property
    def last_of_all(self) -> BitMap:
        """What an interior ministry runs, unless her papers are settled."""
        settled = self.need.papers == "settled"
        return self.index.nothing if settled else self.under("interior_ministry")

    @cached_property
    def for_this_child(self) -> BitMap:
        """What is for under 18, when she is."""
        child = self.need.age == "child"
        return self.under("only_for", "under_18") if child else self.index.nothing

    def staff_speak(self, language: str) -> BitMap:
        """Return where staff speak a language and a page says so."""
        codes = UNNAMED_KURDISH | {language} if language in KURDISH else {language}
        return self.either(self.under("staff_speak", code) for code in codes)

    @cached_property
    def hers_spoken(self) -> list[BitMap]:
        """Where staff speak each of her languages that is not the country's own."""
        return [self.staff_speak(language) for language in of_her_community(self.need)]

    def spoken(self, language: str, how: Spoken) -> BitMap:
        """Return where a language can be spoken just so."""
        unlisted = self.under("unlisted", how) - self.under("listed", language)
        return self.under("spoken", language, how) | unlisted

    @cached_property
    def hers(self) -> BitMap:
        """What is for her community, or for every migrant."""
        return self.either((self.under("for_every_migrant"), *self.hers_spoken))

    @cached_property
    def of_another_community(self) -> BitMap:
        """What is, or may be, of a community that is not known to be hers."""
        return self.under("of_a_community") - self.hers

    @cached_property
    def kept_to_others(self) -> BitMap:
        """What is only for a community or faith by none of whose languages she is known."""
        named = set(self.need.languages)
        codes = {code: self.under("only_for", code) for code in LANGUAGES_OF}
        hers = self.either(
            found for code, found in codes.items() if not named.isdisjoint(LANGUAGES_OF[code])
        )
        return self.either(codes.values()) - hers

    @cached_property
    def for_others(self) -> BitMap:
        """What is for people whom nothing she said makes her one of."""
        torture = self.under("only_for", "torture")
        return self.either((torture, self.kept_to_others, self.of_another_community))

    @cached_property
    def for_other_papers(self) -> BitMap:
        """What is for asylum seekers, when her papers are others."""
        other = self.need.papers in NOT_ASYLUM
        return self.under("for_other_papers") if other else self.index.nothing

    @cached_property
    def named(self) -> BitMap:
        """What does one of the things she looks for."""
        return self.either(self.under("need", one) for one in self.need.wanted)

    @cached_property
    def met(self) -> BitMap:
        """What is worth showing for her need."""
        if TALK not in self.need.wanted:
            return self.named
        return self.either((self.named, self.under("for_survivors"), self.for_this_child))

    @property
    def talks(self) -> BitMap:
        """What is somebody to talk to."""
        return self.under("need", TALK)

    @cached_property
    def talks_of_it(self) -> BitMap:
        """Survivors' services that are somebody to talk to."""
        return self.talks & self.under("for_survivors")

    @cached_property
    def ordinary(self) -> bool:
        """Whether everything she looks for is what anybody may look for."""
        return are_all_ordinary(self.need)

    def does_so_many(self) -> list[BitMap]:
        """Return what does all of what she looks for, all but one, and so on to one."""
        wanted = {*self.need.wanted, A_SAFE_PLACE} if self.need.tonight else {*self.need.wanted}
        at_least: list[BitMap] = []
        for one in wanted:
            able = self.passing & self.under("need", one)
            one_more = (able, *(able & before for before in at_least))
            at_least = [
                more | before
                for more, before in zip(one_more, (*at_least, self.index.nothing), strict=True)
            ]
        return at_least[::-1]

    @cached_property
    def made_for_her(self) -> BitMap:
        """What is there for a group she belongs to, or only for men and he is one."""
        groups = self.index.nothing
        for code in ("deaf", "learning_disability", "lgbt"):
            if asked_for(code, self.search):
                groups = groups | self.under("only_for", code)
        return groups | self.under("takes", "woman", "no") if self.need.who == "man" else groups

    def lines(self, state: OpenState, *sorts: str) -> BitMap:
        """Return what has a line of one of these sorts that is in this state now."""
        now = self.index.lines.at(self.search.at)
        return self.either(now[sort, state] for sort in sorts if (sort, state) in now)

    @cached_property
    def states(self) -> list[BitMap]:
        """What has a line that is open, one by appointment, one closed; by her ways."""
        return [self.lines(state, *self.ways) for state in STATES]
