"""The committed SDL of every subject: what the policies give, what lies in `schema/views/`, what lies elsewhere."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import unified_diff
from pathlib import Path

from graphql import GraphQLSchema

from authz.build import Policies
from authz.caller import Role
from authz.surface import view_schema
from schema.full import FILE, made_sdl
from schema.sdl import view_sdl
from server.policies import PROJECT

FOLDER = "schema/views"
"""Where the SDLs lie, seen from the project's folder: `<subject>.graphql`, of the role officer, which may write."""
SUFFIX = ".graphql"

Told = Callable[[str], None]


def role_of(policies: Policies, subject: str, role: str = Role.OFFICER) -> str | None:
    """The role in which a subject is looked at: none where it is no organisation, since only these have roles."""
    return role if policies.declared.subjects[subject].form in ("kind", "unit") else None


def subject_schema(policies: Policies, subject: str, role: str = Role.OFFICER) -> GraphQLSchema:
    """The schema of a subject's view under these policies."""
    return view_schema(policies.view(subject, role_of(policies, subject, role)))


def subject_sdl(policies: Policies, subject: str, role: str = Role.OFFICER) -> str:
    """The SDL of a subject's view under these policies."""
    label = policies.declared.subjects[subject].label
    return view_sdl(subject_schema(policies, subject, role), subject, label, role_of(policies, subject, role))


def all_sdl(policies: Policies, subjects: Iterable[str], told: Told = lambda _: None) -> dict[str, str]:
    """Subject -> SDL. `told` hears each subject before its turn."""
    out = {}
    for subject in subjects:
        told(subject)
        out[subject] = subject_sdl(policies, subject)
    return out


def read_folder(folder: Path) -> dict[str, str]:
    """Subject -> SDL of the files of a folder. Raises LookupError where it holds none."""
    found = {p.stem: p.read_text(encoding="utf-8") for p in sorted(folder.glob(f"*{SUFFIX}"))}
    if not found:
        raise LookupError(f"{folder} holds no <subject>{SUFFIX}")
    return found


def read_ref(ref: str, project: Path = PROJECT) -> dict[str, str]:
    """Subject -> SDL as committed at a git ref. Raises LookupError where git, the ref or the SDLs are not there."""
    listed = _git(project, "ls-tree", "-r", "--name-only", "-z", ref, "--", f"{FOLDER}/").split("\0")
    names = [n for n in listed if n.endswith(SUFFIX)]
    if not names:
        raise LookupError(f"{ref} holds no {FOLDER}/<subject>{SUFFIX}")
    return {Path(n).stem: _git(project, "show", f"{ref}:{n}") for n in names}


def read_either(given: str, project: Path = PROJECT) -> dict[str, str]:
    """As `read_folder` where `given` is a folder, else as `read_ref`."""
    if not given:
        raise LookupError("--against names nothing; it takes a git ref or a folder of schemas")
    return read_folder(Path(given)) if Path(given).is_dir() else read_ref(given, project)


def _git(project: Path, *arguments: str) -> str:
    git = shutil.which("git")
    if git is None:
        raise LookupError("git is not installed; name a folder instead of a ref")
    # `--` and a leading dash are refused: what follows is a ref or a path of ours, never an option of git.
    if any(a.startswith("-") for a in arguments[1:] if a not in ("-r", "--name-only", "-z", "--")):
        raise LookupError("a git ref does not begin with `-`")
    run = subprocess.run(  # noqa: S603 - no shell; git by its full path
        [git, "-C", str(project), *arguments], capture_output=True, check=False
    )
    if run.returncode:
        said = run.stderr.decode(errors="replace").strip().splitlines()
        raise LookupError(said[-1] if said else f"git {arguments[0]} failed")
    return run.stdout.decode()


def write_folder(folder: Path, made: Mapping[str, str]) -> list[str]:
    """Writes each SDL that differs and removes files of subjects that are no more; names of files touched."""
    folder.mkdir(parents=True, exist_ok=True)
    touched = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        if path.stem not in made:
            path.unlink()
            touched.append(path.name)
    for subject, text in made.items():
        path = folder / f"{subject}{SUFFIX}"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            touched.append(path.name)
    return touched


def write_whole(file: Path = FILE) -> list[str]:
    """Writes the whole schema where it differs from what is declared; the name of the file where touched."""
    if file.exists() and file.read_text(encoding="utf-8") == made_sdl():
        return []
    file.write_text(made_sdl(), encoding="utf-8")
    return [file.name]


def whole_differences(file: Path = FILE) -> Iterator[str]:
    """Lines of a diff from the committed whole schema to the one declared; none where they are equal."""
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    names = (f"schema/{file.name} (committed)", f"schema/{file.name} (as declared)")
    yield from unified_diff(before.splitlines(), made_sdl().splitlines(), *names, lineterm="", n=2)


def differences(committed: Mapping[str, str], made: Mapping[str, str]) -> Iterator[str]:
    """Lines of a diff from what is committed to what the policies give; none where they are equal."""
    for subject in sorted(committed.keys() | made.keys()):
        before, after = committed.get(subject, ""), made.get(subject, "")
        name = f"{FOLDER}/{subject}{SUFFIX}"
        yield from unified_diff(
            before.splitlines(), after.splitlines(),
            f"{name} (committed)" if before else "(not committed)", f"{name} (by the policies)" if after else "(no subject)",
            lineterm="", n=2,
        )  # fmt: skip
