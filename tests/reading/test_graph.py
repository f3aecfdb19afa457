"""The graph against brute force: what is above and below, circles, and links that both sides declare."""

# ruff: noqa: E501 - one case is one line, however long: so a table of cases can be read

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outtrack.graph import MOST_CIRCLES, Edge, Graph, cycles, knots
from outtrack.model.base import UPWARDS, Relation
from outtrack.names import Names, Record

if TYPE_CHECKING:
    from reading.conftest import Tree

NODES = st.sampled_from([f"outcome:{letter}" for letter in "abcdefg"])
EDGES = st.lists(st.tuples(NODES, NODES, st.sampled_from(list(Relation))), max_size=14)


def graph_of(edges: list[tuple[str, str, Relation]]) -> Graph:
    graph = Graph()
    for number, (source, target, relation) in enumerate(edges):
        graph.add(Edge(source, target, relation, None, source, (number,)))
    return graph


def closure(edges: list[tuple[str, str, Relation]]) -> set[tuple[str, str]]:
    """Return all pairs of which the second can be reached upwards from the first, by saying so until nothing is new."""
    pairs = {(source, target) for source, target, relation in edges if relation in UPWARDS}
    while True:
        more = {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs
        if not more:
            return pairs
        pairs |= more


@given(EDGES)
def test_above_and_below_are_what_can_be_reached(edges: list[tuple[str, str, Relation]]) -> None:
    graph, pairs = graph_of(edges), closure(edges)
    for node in {end for edge in edges for end in edge[:2]}:
        above, below = graph.above(node), graph.below(node)
        assert set(above) == {b for a, b in pairs if a == node and b != node}
        assert set(below) == {a for a, b in pairs if b == node and a != node}
        assert len(set(above)) == len(above)
        assert above[: len(set(graph.up(node)) - {node})] == [
            one for one in dict.fromkeys(graph.up(node)) if one != node
        ]


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdefg")), max_size=6))
def test_a_knot_is_all_that_leads_to_each_other(below: dict[str, set[str]]) -> None:
    reach = {name: set(children) for name, children in below.items()}
    for _ in below:
        for found in reach.values():
            found.update(*(reach.get(child, set()) for child in list(found)))
    wanted = {
        frozenset(other for other in below if other in reach[name] and name in reach[other])
        for name in below
        if name in reach[name]
    }
    result = [frozenset(knot) for knot in knots({name: sorted(children) for name, children in below.items()})]
    assert set(result) == wanted
    assert len(result) == len(wanted)


@given(EDGES)
def test_every_knot_is_told_until_none_is_left_and_every_circle_is_real(edges: list[tuple[str, str, Relation]]) -> None:
    graph, pairs = graph_of(edges), closure(edges)
    names = Names()
    for letter in "abcdefg":
        names.records["outcome"][letter] = Record("outcome", letter, f"{letter}.yaml", 0, None)
    tied = {
        frozenset(
            {b for b in "abcdefg" if {(f"outcome:{a}", f"outcome:{b}"), (f"outcome:{b}", f"outcome:{a}")} <= pairs}
        )
        for a in "abcdefg"
        if (f"outcome:{a}", f"outcome:{a}") in pairs
    }
    found = list(cycles(graph, names))
    assert len(found) >= len(tied)
    assert bool(found) == bool(tied)
    assert len({one.message for one in found}) == len(found)
    upward = {(source, target) for source, target, relation in edges if relation in UPWARDS}
    left = {(source[-1], target[-1]) for source, target in upward}
    for one in found:
        assert one.place
        if "itself" in one.message:
            way = [one.message[1]] * 2
        else:
            way = one.message.removeprefix("links go round in a circle: ").split(" → ")
        assert way[0] == way[-1] == min(way)
        left.discard((way[0], way[1]))
        assert len(set(way)) == len(way) - 1
        assert all((f"outcome:{a}", f"outcome:{b}") in upward for a, b in pairwise(way))
        assert any(set(way) <= knot for knot in tied)
        assert one.place.path == f"{way[0]}.yaml"
    if len(found) < MOST_CIRCLES:
        assert not list(knots({name: [b for a, b in left if a == name] for name in "abcdefg"}))


def test_a_long_chain_with_a_link_back_from_each_is_no_trouble() -> None:
    graph = Graph()
    for number in range(20_000):
        graph.add(Edge(f"outcome:{number}", f"outcome:{number + 1}", Relation.SERVES, None, f"outcome:{number}"))
        graph.add(Edge(f"outcome:{number}", "outcome:0", Relation.PART_OF, None, f"outcome:{number}"))
    names = Names()
    names.records["outcome"] |= {str(one): Record("outcome", str(one), "x.yaml", 0, None) for one in range(20_000)}
    found = [one.message for one in cycles(graph, names)]
    assert found[:2] == ["`0` links to itself", "links go round in a circle: 0 → 1 → 0"]
    assert len(found) <= MOST_CIRCLES
    assert len(graph.above("outcome:0")) == 20_000


def test_what_both_sides_declare_is_one_edge_with_its_weight(tree: Tree) -> None:
    tree.write("strategies/s.yaml", "title: S\nmeasured_by: [a, b]\n")
    tree.write("outcomes/a.yaml", "title: A\ncontributes_to: [{to: s, weight: 3}, {to: s, weight: 5}]\n")
    tree.write("outcomes/b.yaml", "title: B\n")
    graph = tree.load().graph
    assert graph.down("strategy:s") == ["outcome:a", "outcome:b"]
    (edge,) = graph.outgoing["outcome:a"]
    assert graph.incoming["strategy:s"][0] is edge
    assert (edge.weight, edge.declared_by, edge.keys) == (3, "outcome:a", ("contributes_to", 0, "to"))
    (other,) = graph.outgoing["outcome:b"]
    assert (other.weight, other.declared_by, other.keys) == (None, "strategy:s", ("measured_by", 1))


def test_every_relation_points_the_way_it_reads(tree: Tree) -> None:
    tree.write("visions/v.yaml", "title: V\ngoals: [o]\nnorth_star: o\nparent: v2\n")
    tree.write("visions/v2.yaml", "title: V2\n")
    tree.write("strategies/s.yaml", "title: S\ngoal: o\nmeasured_by: sub\n")
    tree.write("outcomes/o.yaml", "title: O\nkey_results: {title: K, metric: m}\ninfluences: sub\n")
    tree.write("outcomes/sub.yaml", "title: Sub\ncontinues: o\ninfluences: o\n")
    tree.write("opportunities/p.yaml", "title: P\noutcome: sub\n")
    tree.write("opportunities/q.yaml", "title: Q\nparent: p\n")
    tree.write("solutions/i.yaml", "title: I\nserves: [q, s]\nexpected: {key_result: o/k, change: +2pp}\n")
    tree.write("experiments/t.yaml", "title: T\ntests: i\nmetric: m\nnext: p\n")
    tree.write("outputs/w.yaml", "title: W\noutcomes: o\nsolution: i\n")
    tree.write("outputs/w2.yaml", "title: W2\nparent: w\n")
    tree.write("insights/n.yaml", "title: N\nabout: p\n")
    tree.write("metrics/m.yaml", "title: M\n")
    snapshot = tree.load()
    assert snapshot.linking == []
    told = sorted(
        (edge.source, edge.relation.value, edge.target) for edges in snapshot.graph.outgoing.values() for edge in edges
    )
    assert told == [
        ("experiment:t", "is followed by", "opportunity:p"),
        ("experiment:t", "is measured by", "metric:m"),
        ("experiment:t", "tests", "solution:i"),
        ("insight:n", "is evidence for", "opportunity:p"),
        ("opportunity:p", "serves", "outcome:sub"),
        ("opportunity:q", "is part of", "opportunity:p"),
        ("outcome:o", "influences", "outcome:sub"),
        ("outcome:o", "is measured by", "metric:m"),
        ("outcome:o", "serves", "vision:v"),
        ("outcome:sub", "continues", "outcome:o"),
        ("outcome:sub", "influences", "outcome:o"),
        ("outcome:sub", "serves", "strategy:s"),
        ("output:w", "serves", "outcome:o"),
        ("output:w", "serves", "solution:i"),
        ("output:w2", "is part of", "output:w"),
        ("solution:i", "expects a change of", "key_result:o/k"),
        ("solution:i", "serves", "opportunity:q"),
        ("solution:i", "serves", "strategy:s"),
        ("strategy:s", "serves", "outcome:o"),
        ("vision:v", "is part of", "vision:v2"),
    ]
    assert snapshot.graph.above("output:w2") == [
        "output:w", "outcome:o", "solution:i", "vision:v", "opportunity:q", "strategy:s", "vision:v2", "opportunity:p", "outcome:sub",
    ]  # fmt: skip
    assert snapshot.graph.down("outcome:o", Relation.INFLUENCES) == ["outcome:sub"]
    assert snapshot.graph.above("outcome:unknown") == snapshot.graph.below("outcome:unknown") == []


def test_looking_adds_nothing_to_the_graph() -> None:
    graph = Graph()
    graph.above("outcome:x")
    graph.below("outcome:x")
    assert not graph.outgoing
    assert not graph.incoming


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (
            {"outcomes/a.yaml": "title: A\ncontributes_to: a\n"},
            ["outcomes/a.yaml:2:17 link-cycle: `a` links to itself"],
        ),
        (
            {"outcomes/a.yaml": "title: A\ncontributes_to: b\n", "outcomes/b.yaml": "title: B\ncontributes_to: a\n"},
            ["outcomes/a.yaml:2:17 link-cycle: links go round in a circle: a → b → a"],
        ),
        (
            {"strategies/s.yaml": "title: S\ngoal: o\nmeasured_by: [o]\n", "outcomes/o.yaml": "title: O\n"},
            ["strategies/s.yaml:3:15 link-cycle: links go round in a circle: o → s → o"],
        ),
        (
            {
                "outputs/x.yaml": "title: X\nparent: y\n",
                "outputs/y.yaml": "title: Y\nparent: x\n",
                "outputs/z.yaml": "title: Z\nparent: x\n",
            },
            ["outputs/x.yaml:2:9 link-cycle: links go round in a circle: x → y → x"],
        ),
        ({"outcomes/a.yaml": "title: A\ninfluences: [a, b]\n", "outcomes/b.yaml": "title: B\ninfluences: a\n"}, []),
        (
            {
                "outcomes/x.yaml": "title: X\ncontributes_to: x2\n",
                "outcomes/x2.yaml": "title: X\n",
                "metrics/x.yaml": "title: X\n",
            },
            [],
        ),
    ],
)
def test_circles_of_upward_links_are_errors(tree: Tree, files: dict[str, str], expected: list[str]) -> None:
    for path, content in files.items():
        tree.write(path, content)
    assert tree.lines() == expected


def test_each_of_two_circles_through_one_outcome_is_told(tree: Tree) -> None:
    tree.write("outcomes/a.yaml", "title: A\ncontributes_to: [b, c]\n")
    tree.write("outcomes/b.yaml", "title: B\ncontributes_to: a\n")
    tree.write("outcomes/c.yaml", "title: C\ncontributes_to: a\n")
    assert tree.lines() == [
        "outcomes/a.yaml:2:18 link-cycle: links go round in a circle: a → b → a",
        "outcomes/a.yaml:2:21 link-cycle: links go round in a circle: a → c → a",
    ]


def test_a_target_that_stands_twice_has_one_weight(tree: Tree) -> None:
    tree.write("outcomes/b.yaml", "title: B\n")
    twice = "title: A\ncontributes_to: [{to: b, weight: 1}, {to: 'outcome:b', weight: 3}]\n"
    tree.write("outcomes/a.yaml", twice)
    (found,) = tree.found()
    assert (found.rule, found.message) == ("invalid-value", "`outcome:b` stands twice, with 1 and with 3")
    assert found.span is not None
    assert (found.span.line, found.span.column, len(found.also)) == (2, 43, 1)


def test_an_influence_stands_once_of_whatever_strength(tree: Tree) -> None:
    tree.write("outcomes/b.yaml", "title: B\n")
    tree.write("outcomes/a.yaml", "title: A\ncontributes_to: [b, b]\ninfluences: [b, {to: 'outcome:b', strength: 2}]\n")
    assert tree.lines() == ["outcomes/a.yaml:3:22 invalid-value: `outcome:b` stands twice"]
    tree.write("outcomes/a.yaml", "title: A\ninfluences: [{to: b, strength: 5}, {to: b, strength: 0}]\n")
    assert [line.partition(" ")[2][:30] for line in tree.lines()] == [
        "invalid-value: `5` is above 4",
        "invalid-value: `0` is below 1",
    ]
