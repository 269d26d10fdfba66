"""
The objects of HSDS 3.1 (Open Referral): what each may hold, and in which table it lies.

Names are those of the Human Services Data Specification. HSDS itself allows any further key; we do
not: `confidential: true`, which every reader passes over, must not be passed over.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Object = dict[str, Any]

VERSION = "3.1"


@dataclass(frozen=True, slots=True)
class Shape:
    """
    One kind of object.

    `table` is its file in a tabular package; `texts` its plain values; `lists` the lists of other
    objects that it holds, and `objects` single ones, each with the name of their kind.
    """

    table: str
    texts: tuple[str, ...]
    lists: Mapping[str, str] = field(default_factory=dict)
    objects: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[str, ...]:
        """Return every key that it may have."""
        return ("id", *self.texts, *self.lists, *self.objects)


def _shape(table: str, texts: str, lists: str = "", objects: str = "") -> Shape:
    return Shape(table, tuple(texts.split()), _pairs(lists), _pairs(objects))


def _pairs(text: str) -> Mapping[str, str]:
    return MappingProxyType(dict(word.split(":") for word in text.split()))


_BOTH = "attributes:attribute metadata:metadata"

SHAPES: Mapping[str, Shape] = MappingProxyType(
    {
        "service": _shape(
            "services",
            "organization_id program_id name alternate_name description url email status "
            "interpretation_services application_process fees_description wait_time fees "
            "accreditations eligibility_description minimum_age maximum_age assured_date "
            "assurer_email licenses alert last_modified",
            "additional_urls:url phones:phone schedules:schedule service_areas:service_area "
            "service_at_locations:service_at_location languages:language funding:funding "
            "cost_options:cost_option required_documents:required_document contacts:contact "
            f"capacities:service_capacity {_BOTH}",
            "organization:organization program:program",
        ),
        "organization": _shape(
            "organizations",
            "name alternate_name description email website tax_status tax_id year_incorporated "
            "legal_status logo uri parent_organization_id",
            "additional_websites:url funding:funding contacts:contact phones:phone "
            "locations:location programs:program organization_identifiers:organization_identifier "
            f"{_BOTH}",
        ),
        "service_at_location": _shape(
            "service_at_location",
            "service_id location_id description",
            f"service_areas:service_area contacts:contact phones:phone schedules:schedule {_BOTH}",
            "location:location",
        ),
        "location": _shape(
            "locations",
            "location_type url organization_id name alternate_name description transportation "
            "latitude longitude external_identifier external_identifier_type",
            "languages:language addresses:address contacts:contact accessibility:accessibility "
            f"phones:phone schedules:schedule {_BOTH}",
        ),
        "phone": _shape(
            "phones",
            "location_id service_id organization_id contact_id service_at_location_id number "
            "extension type description",
            f"languages:language {_BOTH}",
        ),
        "contact": _shape(
            "contacts",
            "organization_id service_id service_at_location_id location_id name title department "
            "email",
            f"phones:phone {_BOTH}",
        ),
        "schedule": _shape(
            "schedules",
            "service_id location_id service_at_location_id valid_from valid_to dtstart timezone "
            "until count wkst freq interval byday byweekno bymonthday byyearday description "
            "opens_at closes_at schedule_link attending_type notes",
            _BOTH,
        ),
        "service_area": _shape(
            "service_areas",
            "service_id service_at_location_id name description extent extent_type uri",
            _BOTH,
        ),
        "language": _shape("languages", "service_id location_id phone_id name code note", _BOTH),
        "address": _shape(
            "addresses",
            "location_id attention address_1 address_2 city region state_province postal_code "
            "country address_type",
            _BOTH,
        ),
        "accessibility": _shape("accessibility", "location_id description details url", _BOTH),
        "cost_option": _shape(
            "cost_options",
            "service_id valid_from valid_to option currency amount amount_description",
            _BOTH,
        ),
        "funding": _shape("funding", "organization_id service_id source", _BOTH),
        "program": _shape("programs", "organization_id name alternate_name description", _BOTH),
        "required_document": _shape("required_documents", "service_id document uri", _BOTH),
        "organization_identifier": _shape(
            "organization_identifiers",
            "organization_id identifier_scheme identifier_type identifier",
            _BOTH,
        ),
        "url": _shape("url", "label url organization_id service_id", _BOTH),
        "service_capacity": _shape(
            "service_capacity",
            "service_id unit_id available maximum description updated",
            _BOTH,
            "unit:unit",
        ),
        "unit": _shape("units", "name scheme identifier uri", _BOTH),
        "attribute": _shape(
            "attributes",
            "link_id taxonomy_term_id link_type link_entity value label",
            "metadata:metadata",
            "taxonomy_term:taxonomy_term",
        ),
        "taxonomy_term": _shape(
            "taxonomy_terms",
            "code name description parent_id taxonomy language taxonomy_id term_uri",
            "metadata:metadata",
            "taxonomy_detail:taxonomy",
        ),
        "taxonomy": _shape("taxonomies", "name description uri version", "metadata:metadata"),
        "metadata": _shape(
            "metadata",
            "resource_id resource_type last_action_date last_action_type field_name "
            "previous_value replacement_value updated_by",
        ),
    }
)

NUMBERS = frozenset(
    {
        "extension", "latitude", "longitude", "minimum_age", "maximum_age", "year_incorporated",
        "amount", "timezone", "count", "interval", "available", "maximum",
    }
)  # fmt: skip
"""Values that are numbers and no texts."""

ADDRESSES = frozenset({"url", "website", "logo", "uri", "term_uri", "schedule_link"})
"""Values that are addresses of pages."""

REFERENCE: Mapping[str, str] = MappingProxyType(
    {"taxonomy_detail": "taxonomy_id", "attribute": "link_id", "metadata": "resource_id"}
)
"""Where a reference is not called after what it refers to."""


def reference_to(parent: str, child: str) -> str:
    """Return the column of a child's table that says to which parent it belongs."""
    return REFERENCE.get(child, f"{parent}_id")


def reference_of(key: str) -> str:
    """Return the column that says which object stands under a key."""
    return REFERENCE.get(key, f"{key}_id")
