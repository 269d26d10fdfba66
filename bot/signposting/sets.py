"""
One search, asked of the index: the set of those services of which a thing is so.

Each set says of numbers what one rule or test says of a service; the rule is the definition and a
test holds every set against it. Sets are made when first asked for and live as long as the search.
"""

from collections.abc import Iterable

from bot.signposting.bits import NOTHING, Bits, either, less
from bot.signposting.day_sets import DaySets
from bot.signposting.entry import entry
from bot.signposting.hour_sets import STATES
from bot.signposting.hour_sets import Sets as Lines
from bot.signposting.index import Index
from bot.signposting.labels import OTHER_WAY
from bot.signposting.languages import (
    KURDISH,
    LANGUAGES_OF,
    UNNAMED_KURDISH,
    of_her_community,
)
from bot.signposting.listing import Entry, OpenState, Spoken
from bot.signposting.meeting import (
    A_SAFE_PLACE,
    HARM_AT_HOME,
    TALK,
    are_all_ordinary,
    is_near_to_harm_at_home,
)
from bot.signposting.once import once
from bot.signposting.rank import NOT_ASYLUM
from bot.signposting.rules import WAYS, asked_for
from bot.signposting.search import Search

EVERY_WAY = (*WAYS, OTHER_WAY)


class Sets:
    """The sets of one search, all of them numbers of an index."""

    def __init__(self, index: Index, search: Search) -> None:
        self.index = index
        self.filed = index.filed
        self.search = search
        self.need = search.need
        self._entries: dict[int, Entry] = {}
        self.numbers: dict[str, int] = {}

    def entry(self, number: int) -> Entry:
        """Return the entry of a number; its id can be turned back into the number from then on."""
        found = self._entries.get(number)
        if found is None:
            found = self._entries[number] = entry(self.index.services[number], self.search)
            self.numbers[found.service.id] = number
        return found

    def known(self, ids: Iterable[str]) -> Bits:
        """Return the numbers of those of these ids of which an entry was made."""
        numbers, found = self.numbers, NOTHING
        for id_ in ids:
            if id_ in numbers:
                found |= 1 << numbers[id_]
        return found

    def but(self, bits: Bits) -> Bits:
        """Return what passes the rules and is not among these."""
        return self.passing ^ (self.passing & bits)

    @once
    def passing(self) -> Bits:
        """What all rules but the one about contacts let through."""
        found = either(self.steps)
        for bits in self._kept_out():
            found ^= found & bits
        return found

    def _kept_out(self) -> Iterable[Bits]:
        need, filed = self.need, self.filed
        yield filed["held_back",]
        yield less(self.day.lapsed, self.national)
        yield filed["takes", need.who or "woman", "no"]
        yield filed["not_for", "child" if need.age == "child" else "adult"]
        yield less(filed["only_for_some",], either(self._asked_for()))
        if self.papers_count:
            yield filed["papers", need.papers, "no"]
        if need.is_ordinary:
            yield filed["telling",]

    @once
    def steps(self) -> list[Bits]:
        """What serves her area, what the one around it, and so on up to the country."""
        return [self.filed["serves", self.need.country, area] for area in self.search.chain]

    @property
    def national(self) -> Bits:
        """What serves the whole country."""
        return self.steps[-1] if self.steps else NOTHING

    @once
    def day(self) -> DaySets:
        """How recently services were checked, seen from today."""
        return self.index.days.on(self.search.today)

    @once
    def papers_count(self) -> bool:
        """Whether she named papers that a service can refuse."""
        return self.need.papers not in {None, "settled"}

    def _asked_for(self) -> Iterable[Bits]:
        codes = (code for code in self.index.codes if asked_for(code, self.search))
        return (self.filed["only_for", code] for code in codes)

    @once
    def ways(self) -> tuple[str, ...]:
        """The ways of getting in touch that she can use."""
        return tuple(dict.fromkeys(self.need.contact)) or EVERY_WAY

    def by_ways(self, label: str) -> Bits:
        """Return what stands under a label with any of her ways behind it."""
        if not self.need.contact:
            return self.filed[label, "any"]
        return either(self.filed[label, way] for way in self.ways)

    @once
    def reachable(self) -> Bits:
        """What has a confirmed contact that she can use."""
        return self.by_ways("way")

    @once
    def last_of_all(self) -> Bits:
        """What may tell immigration offices, unless her papers are settled."""
        return NOTHING if self.need.papers == "settled" else self.filed["may_tell_immigration",]

    @once
    def for_this_child(self) -> Bits:
        """What is for under 18, when she is."""
        return self.filed["only_for", "under_18"] if self.need.age == "child" else NOTHING

    @once
    def for_survivors(self) -> Bits:
        """What has meeting survivors of violence for its field."""
        return self.filed["for_survivors",]

    def staff_speak(self, language: str) -> Bits:
        """Return where staff speak a language and a page says so."""
        codes = UNNAMED_KURDISH | {language} if language in KURDISH else {language}
        return either(self.filed["staff_speak", code] for code in codes)

    @once
    def hers_spoken(self) -> list[Bits]:
        """Where staff speak each of her languages that is not the country's own."""
        return [self.staff_speak(language) for language in of_her_community(self.need)]

    def spoken(self, language: str, how: Spoken) -> Bits:
        """Return where a language can be spoken just so."""
        if language in self.index.spoken:
            return self.filed["spoken", language, how]
        return self.filed["unlisted", how]

    @once
    def hers(self) -> Bits:
        """What is for her community, or for every migrant."""
        return self.filed["for_every_migrant",] | either(self.hers_spoken)

    @once
    def of_another_community(self) -> Bits:
        """What is, or may be, of a community that is not known to be hers."""
        return less(self.filed["of_a_community",], self.hers)

    @once
    def kept_to_others(self) -> Bits:
        """What is only for a community or faith by none of whose languages she is known."""
        named, hers, every = set(self.need.languages), NOTHING, NOTHING
        for code, languages in LANGUAGES_OF.items():
            kept = self.filed["only_for", code]
            every |= kept
            if kept and not languages.isdisjoint(named):
                hers |= kept
        return less(every, hers)

    @once
    def for_others(self) -> Bits:
        """What is for people whom nothing she said makes her one of."""
        torture = self.filed["only_for", "torture"]
        return torture | self.kept_to_others | self.of_another_community

    @once
    def for_other_papers(self) -> Bits:
        """What is for asylum seekers, when her papers are others."""
        return self.filed["for_other_papers",] if self.need.papers in NOT_ASYLUM else NOTHING

    @once
    def named(self) -> Bits:
        """What does one of the things she looks for."""
        return either(self.filed["need", one] for one in self.need.wanted)

    @once
    def met(self) -> Bits:
        """What is worth showing for her need."""
        if TALK not in self.need.wanted:
            return self.named
        return self.named | self.for_survivors | self.for_this_child

    @once
    def talks(self) -> Bits:
        """What is somebody to talk to."""
        return self.filed["need", TALK]

    @once
    def talks_of_it(self) -> Bits:
        """Survivors' services that are somebody to talk to."""
        return self.talks & self.for_survivors

    @property
    def near(self) -> Bits:
        """What is for harm at home, when that is near to what she looks for."""
        is_near = is_near_to_harm_at_home(self.need)
        return self.filed["need", HARM_AT_HOME] if is_near else NOTHING

    @once
    def ordinary(self) -> bool:
        """Whether everything she looks for is what anybody may look for."""
        return are_all_ordinary(self.need)

    def does_so_many(self) -> list[Bits]:
        """Return what does all of what she looks for, all but one, and so on to one."""
        wanted = {*self.need.wanted, A_SAFE_PLACE} if self.need.tonight else {*self.need.wanted}
        at_least: list[Bits] = []
        for one in wanted:
            able = self.filed["need", one]
            one_more = (able, *(able & before for before in at_least))
            at_least = [
                more | before for more, before in zip(one_more, (*at_least, NOTHING), strict=True)
            ]
        return at_least[::-1]

    @once
    def made_for_her(self) -> Bits:
        """What is there for a group she belongs to, or only for men and he is one."""
        codes = ("deaf", "learning_disability", "lgbt")
        groups = either(
            self.filed["only_for", code] for code in codes if asked_for(code, self.search)
        )
        return groups | self.filed["takes", "woman", "no"] if self.need.who == "man" else groups

    @once
    def _now(self) -> Lines:
        return self.index.lines.at(self.search.at)

    def lines(self, state: OpenState, *sorts: str) -> Bits:
        """Return what has a line of one of these sorts that is in this state now."""
        now = self._now
        return either(now.get((sort, state), NOTHING) for sort in sorts)

    @once
    def states(self) -> list[Bits]:
        """What has a line that is open, one by appointment, one closed; by her ways."""
        return [self.lines(state, *self.ways) for state in STATES]
