"""What reading and linking find, by the names of rules: always on, for nothing holds where a file is not understood."""

from __future__ import annotations

from typing import NamedTuple

from outtrack.diagnostic import Severity


class Structure(NamedTuple):
    """One of these rules: what it finds, why that matters, and the way out."""

    finds: str
    why: str
    way_out: str
    severity: Severity = Severity.ERROR


STRUCTURE = {
    "ambiguous-link": Structure(
        "A link names two entities of different kinds.",
        "Ids are unique per kind only. Which of the two is meant decides what serves what, so it is not guessed.",
        "Write the kind before the id: `outcome:pay`.",
    ),
    "conflicting-link": Structure(
        "A tracker links an epic to different outcomes at once.",
        "With `--epics`: a field, a label and a line of its text may each name an outcome. Where they differ the first "
        "of these counts, and whoever reads another is misled.",
        "Leave one of them in the tracker.",
        Severity.WARNING,
    ),
    "dangling-link": Structure(
        "A link names nothing.",
        "What serves a missing outcome serves none. Mostly an id was mistyped, or a file was renamed or deleted.",
        "Mend the id, which the message may guess; or write the missing entity, a draft will do. What lies in another "
        "workspace is named `workspace::id`, with `externals: [workspace]` in `outtrack.yaml`.",
    ),
    "duplicate-id": Structure(
        "Two entities of a kind, or two key results of an outcome, have one id.",
        "A link to the id could mean either. Ids that differ only in case are one, since some file systems can't tell "
        "them apart.",
        "Rename one of the files, or give it another `id`.",
    ),
    "duplicate-key": Structure(
        "A key stands twice in one mapping.",
        "Which of the two values counts would depend on the program that reads them.",
        "Keep one of the two lines.",
    ),
    "invalid-config": Structure(
        "`outtrack.yaml` can't be used, or the file of known findings can't.",
        "A check by half-understood settings would pass or fail by accident. It ends with 2 instead.",
        "Mend the value that the message shows; [the file format](../file-format.md) has all settings.",
    ),
    "invalid-value": Structure(
        "A value is not what its field takes, or contradicts another.",
        "A number that is not one, or a day that does not exist, would be left out of every figure in silence. Until "
        "it is mended the whole entity is.",
        "Write what the hint shows.",
    ),
    "left-out-folder": Structure(
        "A folder is named after a kind, but `include` leaves it out.",
        "Nothing in it is read, and nobody is told but here.",
        "Add it to `include` in `outtrack.yaml`, or rename it.",
        Severity.WARNING,
    ),
    "link-cycle": Structure(
        "Links that lead upwards go round in a circle.",
        "Nothing can serve itself: a roll-up would have no end.",
        "Delete one of the links, so that everything leads up to an end.",
    ),
    "merge-conflict": Structure(
        "A file still holds the markers of an unfinished merge.",
        "Nobody has decided yet which side counts.",
        "Choose what stays between `<<<<<<<` and `>>>>>>>`, delete the markers, then `git add` the file.",
    ),
    "missing-field": Structure(
        "A required field is missing.",
        "Hardly anything is required: what is, is needed to know what the file is about.",
        "Add the field.",
    ),
    "near-kind-folder": Structure(
        "A folder is nearly, but not quite, named after a kind.",
        "Its files are taken for something else, or not read at all.",
        "Rename the folder as the hint says.",
        Severity.WARNING,
    ),
    "no-epics": Structure(
        "The export of a tracker holds no epic.",
        "With `--epics`: a gate that sees nothing must not pass. Mostly the export was filtered, or epics are called "
        "otherwise there.",
        "Export all epics, or say what counts as one: `--type TYPE`.",
    ),
    "not-utf8": Structure(
        "A file is not UTF-8.",
        "Its letters would be guessed, and look different on each machine.",
        "Save the file as UTF-8; most editors offer it beside the name of the file.",
    ),
    "nothing-checked": Structure(
        "No file describes anything.",
        "A gate that sees nothing can't fail: mostly the folders are called otherwise, or lie elsewhere. With "
        "`--strict` it fails.",
        "Name the folders after kinds, as `outcomes` or `outputs`; with `include` in `outtrack.yaml`, name those "
        "around them there.",
        Severity.WARNING,
    ),
    "unknown-field": Structure(
        "A key is not a field of its entity.",
        "A mistyped field would be passed over, and what it says with it.",
        "Mend the key; values of your own go under `fields:`.",
    ),
    "unknown-kind": Structure(
        "Nothing says what a file describes.",
        "The kind decides which fields there are and what may be linked.",
        "Move the file below a folder that is named after a kind, or add `kind:`.",
    ),
    "unreadable-file": Structure(
        "A file or folder can't be read.",
        "What it says is missing from every figure.",
        "Give yourself the right to read it, or mend or delete the symbolic link.",
    ),
    "unsafe-yaml": Structure(
        "A file holds a tag, too many aliases, or is nested too deep or too large.",
        "Tags run code in some programs, and aliases can make a small file endless in memory.",
        "Write the values out.",
    ),
    "wrong-link-kind": Structure(
        "A link names an entity of a kind that it may not name.",
        "An output that `serves` a metric says nothing that could be computed.",
        "Link to what the message expects, or use the field for that kind.",
    ),
    "yaml-syntax": Structure(
        "A file is not YAML.",
        "Nothing behind the fault can be told, so the file is left out.",
        "Mend the line that is shown; the hint names the usual reason.",
    ),
}
"""Every name. What is an error here can be neither lowered nor silenced nor known."""
