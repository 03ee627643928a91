"""All cases, one file a family."""

from dataclasses import replace

from tests.corpus.cases import (
    alive,
    everyday,
    field_again,
    field_gone,
    field_hosts,
    field_last,
    field_living,
    field_small,
    field_walls,
    landers,
    led_astray,
    lookalikes,
    moves,
    odd_pages,
    out_of_order,
    reports_again,
    reports_frames,
    reports_said,
    reports_sites,
    reports_wire,
    said,
    second_glance,
    short_pages,
    soft404,
    tombstones,
    transport,
    two_stories,
    walls,
    whole_sites,
    wire,
)
from tests.corpus.model import Case

ALL: tuple[Case, ...] = tuple(
    replace(case, family=module.__name__.rpartition(".")[2])
    for module in (
        alive,
        everyday,
        lookalikes,
        wire,
        moves,
        soft404,
        tombstones,
        led_astray,
        short_pages,
        landers,
        walls,
        odd_pages,
        out_of_order,
        said,
        transport,
        whole_sites,
        two_stories,
        second_glance,
        field_again,
        field_gone,
        field_hosts,
        field_last,
        field_living,
        field_small,
        field_walls,
        reports_wire,
        reports_said,
        reports_again,
        reports_frames,
        reports_sites,
    )
    for case in module.CASES
)
